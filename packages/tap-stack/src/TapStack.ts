import { CfnElement, CfnResource, Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { AccessLogBucket } from './storage/AccessLogBucket';
import { AccessRoles } from './access/AccessRoles';
import { AccessSecrets } from './access/AccessSecrets';
import { acknowledgeFindings } from './compliance/acknowledge';
import { addAlarms } from './alarms/addAlarms';
import { addDatabases } from './database/addDatabases';
import { addNetwork } from './network/addNetwork';
import { addOutputs } from './addOutputs';
import { addServices } from './services/addServices';
import { Bucket } from './storage/Bucket';
import { CompactSynthesizer } from './synthesis/CompactSynthesizer';
import { EncryptionKey } from './storage/EncryptionKey';
import { setLogRetention } from './storage/LogGroup';
import { longValue } from './synthesis/longValue';
import { logicalId } from './synthesis/logicalId';
import { Metadata } from './Metadata';
import { stackName } from './props/names';
import type { ResolvedProps } from './props/ResolvedProps';
import { resolveProps } from './props/resolveProps';
import { resolveRegion } from './props/resolveRegion';
import { applyRetention } from './applyRetention';
import { denyLoss, StackPolicy } from './synthesis/stackPolicy';
import type { StackParts } from './StackParts';
import type { TapStackProps } from './props/TapStackProps';

/**
 * A PostgreSQL environment: a database with read replicas, a bastion, a bucket
 * and an encryption key. Logical IDs are the names of the constructs, for
 * example `DatabaseInstance`, `ReadReplica1Instance`, `Key`, `Bucket`,
 * `Secret`.
 *
 * It uses L1 constructs, so that every policy, rule and name is explicit in
 * this package and can be audited.
 *
 * @throws TapStackPropsError if a property is invalid, before any construct is
 *   created
 * @public
 */
export class TapStack extends Stack {
  /** Denies updates that would lose data. For CreateStack or SetStackPolicy. */
  readonly stackPolicy: StackPolicy;
  private readonly zones: string[] | undefined;

  constructor(scope: Construct, id: string, props: TapStackProps) {
    const environment = resolveProps(props);
    super(scope, id, {
      stackName: stackName(environment.suffix),
      description: `PostgreSQL environment ${environment.suffix}`,
      suppressTemplateIndentation: true,
      synthesizer: new CompactSynthesizer(),
      ...props,
      env: { ...props.env, region: resolveRegion(props.env?.region) },
    });
    this.zones = environment.availabilityZones;
    // Intentional, see acknowledgements.ts.
    this.templateOptions.metadata = {
      'cfn-lint': { config: { ignore_checks: ['W3010', 'W3011'] } },
    };
    this.stackPolicy = this.build(environment);
    acknowledgeFindings(this);
  }

  /** The availability zones of the props, if set, for every construct. */
  get availabilityZones(): string[] {
    return this.zones ?? super.availabilityZones.slice(0, 3);
  }

  protected allocateLogicalId(element: CfnElement): string {
    const depth = this.node.scopes.length;
    return logicalId(element.node.scopes.slice(depth).map(c => c.node.id));
  }

  private build(props: ResolvedProps): StackPolicy {
    new Metadata(this, 'Metadata');
    const parts = this.begin(props);
    const { key, bucket, accessLogs } = parts;
    const network = addNetwork(parts);
    const databases = addDatabases(parts, network);
    const access = network.bastionPlace
      ? new AccessSecrets(this, 'Access', {
          key,
          masterSecretArn: databases.secret.arn,
        })
      : undefined;
    const services = addServices(
      parts,
      network,
      access?.scriptStatements ?? [],
    );
    if (access && services.bastion) {
      new AccessRoles(this, 'AccessRoles', {
        bastion: services.bastion,
        primary: databases.primary,
        secrets: access,
        iamAuthentication: props.size.iamAuthentication,
        extensions: props.extensions,
      });
    }
    const topicArn = addAlarms(parts, { databases, services });
    setLogRetention(this, props.logRetentionDays);
    addOutputs(parts, { network, databases, access, services, topicArn });
    const dataHolders = [
      bucket.resource,
      accessLogs.resource,
      databases.secret.resource,
    ];
    applyRetention(this, props, {
      database: databases.primary,
      key: key.resource,
      dataHolders,
      foundation: [
        ...network.foundation,
        ...databases.foundation,
        ...(access?.foundation ?? []),
        ...services.housekeeping.foundation,
        bucket.policy,
        accessLogs.policy,
      ],
    });
    return this.protect([databases.primary, key.resource, ...dataHolders]);
  }

  private begin(props: ResolvedProps): StackParts {
    const key = new EncryptionKey(this, 'Key', props);
    const accessLogs = new AccessLogBucket(this, 'AccessLogs', {
      retentionDays: props.logRetentionDays,
    });
    return {
      stack: this,
      props,
      role: {
        path: props.rolePath,
        permissionsBoundaryArn:
          props.permissionsBoundaryArn &&
          longValue(this, 'B', props.permissionsBoundaryArn),
      },
      key,
      accessLogs,
      bucket: new Bucket(this, 'Bucket', { keyArn: key.arn, accessLogs }),
    };
  }

  private protect(resources: CfnResource[]): StackPolicy {
    return denyLoss(resources.map(({ logicalId: id }) => this.resolve(id)));
  }
}
