import { BootstraplessSynthesizer, CfnElement, Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { AccessLogBucket } from './AccessLogBucket';
import { addAlarms } from './addAlarms';
import { AlarmTopic } from './AlarmTopic';
import { Bastion } from './Bastion';
import { bastionImage } from './bastionImage';
import { Bucket } from './Bucket';
import { BucketEndpoint } from './BucketEndpoint';
import { BucketInventory } from './BucketInventory';
import { Database, InstanceSurroundings } from './Database';
import { DatabaseRoles } from './DatabaseRoles';
import { DatabaseSecret } from './DatabaseSecret';
import { EncryptionKey } from './EncryptionKey';
import { FlowLogs } from './FlowLogs';
import { Housekeeping } from './Housekeeping';
import { logicalId } from './logicalId';
import { Metadata } from './Metadata';
import { DATABASE_NAME, stackName } from './names';
import { Network } from './Network';
import { addOutputs } from './outputs';
import { ParameterGroup } from './ParameterGroup';
import { ReadReplica } from './ReadReplica';
import { ResolvedProps, resolveProps } from './resolveProps';
import { resolveRegion } from './resolveRegion';
import { applyRetention } from './retention';
import { SecurityGroups } from './SecurityGroups';
import { denyLoss, StackPolicy } from './stackPolicy';
import type { TapStackProps } from './TapStackProps';

/**
 * A PostgreSQL environment: database with replicas, bastion, bucket, key and
 * all they need. Logical IDs are the names of the constructs, for example
 * `DatabaseInstance`, `ReadReplica1Instance`, `Key`, `Bucket`, `Secret`.
 *
 * @throws TapStackPropsError before any construct is made, when a property
 *   breaks a rule
 * @public
 */
export class TapStack extends Stack {
  /** Denies whatever would lose data; for `SetStackPolicy` or CreateStack. */
  readonly stackPolicy: StackPolicy;
  private readonly zones: string[] | undefined;

  constructor(scope: Construct, id: string, props: TapStackProps) {
    const environment = resolveProps(props);
    super(scope, id, {
      stackName: stackName(environment.suffix),
      description: `PostgreSQL environment ${environment.suffix}, made by TAP`,
      suppressTemplateIndentation: true,
      synthesizer: new BootstraplessSynthesizer(),
      ...props,
      env: { ...props.env, region: resolveRegion(props.env?.region) },
    });
    this.zones = environment.availabilityZones;
    this.stackPolicy = this.build(environment);
  }

  /** The zones of the props where they are given, in every construct. */
  get availabilityZones(): string[] {
    return this.zones ?? super.availabilityZones.slice(0, 3);
  }

  protected allocateLogicalId(element: CfnElement): string {
    const depth = this.node.scopes.length;
    return logicalId(element.node.scopes.slice(depth).map(c => c.node.id));
  }

  private build(props: ResolvedProps): StackPolicy {
    const role = {
      path: props.rolePath,
      permissionsBoundaryArn: props.permissionsBoundaryArn,
    };
    new Metadata(this, 'Metadata');
    const key = new EncryptionKey(this, 'Key', props);
    const accessLogs = new AccessLogBucket(this, 'AccessLogs');
    const bucket = new Bucket(this, 'Bucket', { keyArn: key.arn, accessLogs });
    const network = this.buildNetwork(props);
    const layout = network?.layout ?? {
      ...props.network!,
      publicSubnetIds: [],
    };
    const groups = new SecurityGroups(this, 'SecurityGroup', {
      vpcId: layout.vpcId,
      s3PrefixListId: props.s3PrefixListId,
    });
    const networkExtras = network
      ? [
          new FlowLogs(this, 'FlowLogs', {
            vpcId: layout.vpcId,
            keyArn: key.arn,
            role,
          }),
          new BucketEndpoint(this, 'BucketEndpoint', {
            vpcId: layout.vpcId,
            routeTableIds: network.isolated.routeTables.map(t => t.ref),
            bucketArn: bucket.arn,
          }),
        ]
      : [];
    const secret = new DatabaseSecret(this, 'Secret', {
      suffix: props.suffix,
      keyArn: key.arn,
    });
    const parameterGroup = new ParameterGroup(this, 'ParameterGroup', {
      majorVersion: props.engineVersion.major,
      parameters: props.databaseParameters,
    });
    const surroundings: InstanceSurroundings = {
      subnetIds: layout.isolatedSubnetIds,
      securityGroupId: groups.database.attrGroupId,
      keyArn: key.arn,
      parameterGroupName: parameterGroup.name,
      roles: new DatabaseRoles(this, 'DatabaseRole', {
        suffix: props.suffix,
        bucketArn: bucket.arn,
        key,
        role,
      }),
    };
    const database = new Database(this, 'Database', {
      ...surroundings,
      props,
      secret,
      availabilityZones: this.availabilityZones,
    });
    const attachment = secret.attachTo(database.instance);
    const replicas = this.buildReplicas(props, database, surroundings);
    const bastion = new Bastion(this, 'Bastion', {
      subnetId: layout.privateSubnetIds[0],
      securityGroupId: groups.bastion.attrGroupId,
      keyArn: key.arn,
      imageId: bastionImage(this, props),
      majorVersion: props.engineVersion.major,
      role,
    });
    network?.natGateways.routes.forEach(route =>
      bastion.instance.addResourceDependency(route),
    );
    const inventory = new BucketInventory(this, 'Inventory', {
      bucket,
      key,
      role,
    });
    const housekeeping = new Housekeeping(this, 'Housekeeping', {
      keyArn: key.arn,
      role,
      buckets: [bucket.resource, accessLogs.resource],
      defaultSecurityGroupId: network?.vpc.attrDefaultSecurityGroup,
    });
    for (const writer of inventory.writers) {
      housekeeping.emptyAfter(writer, bucket.resource);
    }
    housekeeping.emptyAfter(accessLogs.policy, accessLogs.resource);
    const topic = props.alarmTopic
      ? new AlarmTopic(this, 'AlarmTopic', { keyArn: key.arn })
      : undefined;
    addAlarms(this, {
      props,
      database: database.instance,
      replicas,
      bastion,
      inventory,
      topicArn: topic?.arn,
    });
    addOutputs(this, {
      database: database.instance,
      replicas,
      layout,
      values: {
        DatabaseName: DATABASE_NAME,
        DatabaseSecretArn: secret.arn,
        BastionInstanceId: bastion.instance.ref,
        KmsKeyArn: key.arn,
        BucketName: bucket.name,
        LambdaFunctionName: inventory.function.ref,
        ApplicationSecurityGroupId: groups.application.attrGroupId,
        DatabaseSecurityGroupId: groups.database.attrGroupId,
        BastionSecurityGroupId: groups.bastion.attrGroupId,
        EngineVersion: props.engineVersion.full,
        Region: this.region,
        AlarmTopicArn: topic?.arn,
      },
    });
    const holders = [bucket.resource, accessLogs.resource, secret.resource];
    applyRetention(this, props.retention, {
      database: database.instance,
      key: key.resource,
      dataHolders: holders,
      foundation: [
        ...(network?.foundation ?? []),
        ...networkExtras.flatMap(extra => extra.foundation),
        ...groups.foundation,
        ...database.foundation,
        ...housekeeping.foundation,
        parameterGroup.resource,
        attachment,
        bucket.policy,
        accessLogs.policy,
      ],
    });
    return denyLoss(
      [database.instance, key.resource, ...holders].map(
        resource => this.resolve(resource.logicalId) as string,
      ),
    );
  }

  private buildNetwork(props: ResolvedProps): Network | undefined {
    return props.network
      ? undefined
      : new Network(this, 'Network', {
          vpcCidr: props.vpcCidr,
          availabilityZones: this.availabilityZones,
          natGateways: props.size.natGateways,
        });
  }

  private buildReplicas(
    props: ResolvedProps,
    database: Database,
    surroundings: InstanceSurroundings,
  ) {
    return Array.from({ length: props.size.readReplicas }, (_, index) => {
      const number = index + 1;
      return new ReadReplica(this, `ReadReplica${number}`, {
        ...surroundings,
        props,
        number,
        primary: database.instance,
        availabilityZone: this.availabilityZones[number],
      }).instance;
    });
  }
}
