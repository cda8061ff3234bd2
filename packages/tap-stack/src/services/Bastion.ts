import { Fn, Stack } from 'aws-cdk-lib';
import { CfnInstance, CfnInstanceProps } from 'aws-cdk-lib/aws-ec2';
import { CfnInstanceProfile } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { BASTION_METRICS_NAMESPACE, bastionUserData } from './bastionUserData';
import { LogGroup } from '../storage/LogGroup';
import { RoleDefaults, ServiceRole, Statement } from './ServiceRole';
import { BASTION_INSTANCE_TYPE } from '../props/bastionInstanceType';

/**
 * The minimum permissions for Session Manager and State Manager, on all
 * resources as in AWS's policy AmazonSSMManagedInstanceCore.
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/getting-started-create-iam-instance-profile.html
 */
const SESSION_STATEMENT: Statement = {
  Effect: 'Allow',
  Action: [
    'ssm:GetDocument',
    'ssm:ListInstanceAssociations',
    'ssm:UpdateInstanceAssociationStatus',
    'ssm:UpdateInstanceInformation',
    'ssmmessages:CreateControlChannel',
    'ssmmessages:CreateDataChannel',
    'ssmmessages:OpenControlChannel',
    'ssmmessages:OpenDataChannel',
  ],
  Resource: '*',
};

const METRICS_STATEMENT: Statement = {
  Effect: 'Allow',
  Action: 'cloudwatch:PutMetricData',
  Resource: '*',
  Condition: {
    StringEquals: { 'cloudwatch:namespace': BASTION_METRICS_NAMESPACE },
  },
};

/** Properties of {@link Bastion}. */
export interface BastionProps {
  subnetId: string;
  securityGroupId: string;
  /**
   * Whether the instance has a public address, which is cheaper than a NAT
   * gateway. It has no metrics beyond those of its status then.
   */
  hasPublicAddress: boolean;
  keyArn: string;
  imageId: string;
  /** Major version of PostgreSQL. */
  majorVersion: string;
  role: RoleDefaults;
  /** Permissions of the scripts that State Manager runs. */
  statements: Statement[];
}

/**
 * User access to the database: Session Manager forwards a port through the
 * bastion. It has no SSH key and no ingress.
 */
export class Bastion extends Construct {
  readonly instance: CfnInstance;
  readonly role: ServiceRole;

  constructor(scope: Construct, id: string, props: BastionProps) {
    super(scope, id);
    const hasMetrics = !props.hasPublicAddress;
    const logGroup = new LogGroup(this, 'LogGroup', { keyArn: props.keyArn });
    this.role = new ServiceRole(this, 'Role', {
      ...props.role,
      service: 'ec2.amazonaws.com',
      statements: [
        SESSION_STATEMENT,
        logGroup.writeStatement('logs:DescribeLogStreams'),
        ...(hasMetrics ? [METRICS_STATEMENT] : []),
        ...props.statements,
      ],
    });
    const profile = new CfnInstanceProfile(this, 'Profile', {
      path: props.role.path,
      roles: [this.role.resource.ref],
    });
    this.instance = new CfnInstance(this, 'Instance', {
      instanceType: BASTION_INSTANCE_TYPE,
      imageId: props.imageId,
      iamInstanceProfile: profile.ref,
      ...placement(props),
      ebsOptimized: true,
      monitoring: hasMetrics,
      // A CDK launch template would have the same name in every stack.
      metadataOptions: {
        httpTokens: 'required',
        httpPutResponseHopLimit: 1,
        httpEndpoint: 'enabled',
      },
      blockDeviceMappings: [
        {
          deviceName: '/dev/xvda',
          ebs: {
            volumeType: 'gp3',
            volumeSize: 10,
            encrypted: true,
            kmsKeyId: props.keyArn,
            deleteOnTermination: true,
          },
        },
      ],
      userData: Fn.base64(
        bastionUserData({
          majorVersion: props.majorVersion,
          logGroupName: logGroup.name,
          hasMetrics,
        }),
      ),
      propagateTagsToVolumeOnCreation: true,
      tags: [{ key: 'Name', value: `${Stack.of(this).stackName}/bastion` }],
    });
  }
}

/** An instance gets a public address only through its network interface. */
function placement({
  hasPublicAddress,
  securityGroupId,
  subnetId,
}: BastionProps): Partial<CfnInstanceProps> {
  return hasPublicAddress
    ? {
        networkInterfaces: [
          {
            deviceIndex: '0',
            associatePublicIpAddress: true,
            deleteOnTermination: true,
            subnetId,
            groupSet: [securityGroupId],
          },
        ],
      }
    : { subnetId, securityGroupIds: [securityGroupId] };
}
