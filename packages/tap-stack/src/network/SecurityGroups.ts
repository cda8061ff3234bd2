import { accessSourceKind } from '@tap/aws-facts';
import { CfnResource } from 'aws-cdk-lib';
import { CfnSecurityGroup, CfnSecurityGroupIngress } from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';
import { DATABASE_PORT } from '../props/names';
import type { SharedBastion } from '../props/TapStackProps';

/** Properties of {@link SecurityGroups}. */
export interface SecurityGroupsProps {
  vpcId: string;
  /** Whether the environment has a bastion of its own, shares one, or has none. */
  bastion: 'own' | SharedBastion | undefined;
  s3PrefixListId: string | undefined;
  /** Other sources that the database admits. */
  reachableFrom: string[];
}

/**
 * Matches no packet. A group without egress rules gets a rule that allows all:
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-securitygroup.html
 */
const NO_TRAFFIC = {
  cidrIp: '255.255.255.255/32',
  description: 'None',
  ipProtocol: 'icmp',
  fromPort: 252,
  toPort: 86,
};

const POSTGRES = {
  ipProtocol: 'tcp',
  fromPort: DATABASE_PORT,
  toPort: DATABASE_PORT,
};

/**
 * Security groups of the clients of the database, of the database, and of the
 * bastion if the environment has one of its own. Ingress rules of the database are separate resources, so that its
 * group does not depend on the others.
 */
export class SecurityGroups extends Construct {
  readonly application: CfnSecurityGroup;
  readonly database: CfnSecurityGroup;
  /** ID of the bastion's group; undefined if there is no bastion. */
  readonly bastionId: string | undefined;
  readonly foundation: CfnResource[];

  constructor(scope: Construct, id: string, props: SecurityGroupsProps) {
    super(scope, id);
    const { vpcId } = props;
    this.database = new CfnSecurityGroup(this, 'Database', {
      vpcId,
      groupDescription: 'PostgreSQL: reached by application and bastion only',
      securityGroupIngress:
        props.reachableFrom.length > 0
          ? props.reachableFrom.map(sourceRule)
          : undefined,
      securityGroupEgress: [
        props.s3PrefixListId
          ? {
              destinationPrefixListId: props.s3PrefixListId,
              description: 'Import from and export to S3',
              ipProtocol: 'tcp',
              fromPort: 443,
              toPort: 443,
            }
          : NO_TRAFFIC,
      ],
    });
    const toDatabase = {
      ...POSTGRES,
      destinationSecurityGroupId: this.database.attrGroupId,
      description: 'PostgreSQL',
    };
    this.application = new CfnSecurityGroup(this, 'Application', {
      vpcId,
      groupDescription: 'Whoever bears this group may use the database',
      securityGroupEgress: [toDatabase],
    });
    const ownBastion =
      props.bastion === 'own' ? [this.addBastion(vpcId, toDatabase)] : [];
    const sharedBastion = props.bastion === 'own' ? undefined : props.bastion;
    this.bastionId =
      ownBastion[0]?.attrGroupId ?? sharedBastion?.securityGroupId;
    this.foundation = [
      this.database,
      this.application,
      ...ownBastion,
      this.letIn('Application', this.application.attrGroupId),
      ...(this.bastionId ? [this.letIn('Bastion', this.bastionId)] : []),
    ];
  }

  private addBastion(
    vpcId: string,
    toDatabase: CfnSecurityGroup.EgressProperty,
  ): CfnSecurityGroup {
    return new CfnSecurityGroup(this, 'Bastion', {
      vpcId,
      groupDescription: 'Bastion: reached through Session Manager only',
      securityGroupEgress: [
        toDatabase,
        {
          cidrIp: '0.0.0.0/0',
          description: 'Session Manager, CloudWatch, packages',
          ipProtocol: 'tcp',
          fromPort: 443,
          toPort: 443,
        },
      ],
    });
  }

  private letIn(name: string, sourceSecurityGroupId: string): CfnResource {
    return new CfnSecurityGroupIngress(this, `DatabaseFrom${name}`, {
      ...POSTGRES,
      groupId: this.database.attrGroupId,
      sourceSecurityGroupId,
      description: `PostgreSQL from ${name.toLowerCase()}`,
    });
  }
}

/** Without a description, which would repeat the source and take template size. */
function sourceRule(source: string): CfnSecurityGroup.IngressProperty {
  switch (accessSourceKind(source)) {
    case 'securityGroup':
      return { ...POSTGRES, sourceSecurityGroupId: source };
    case 'prefixList':
      return { ...POSTGRES, sourcePrefixListId: source };
    default:
      return { ...POSTGRES, cidrIp: source };
  }
}
