import { Fn, Stack } from 'aws-cdk-lib';
import { CfnInstance } from 'aws-cdk-lib/aws-ec2';
import { CfnInstanceProfile } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { BASTION_METRICS_NAMESPACE, bastionUserData } from './bastionUserData';
import { LogGroup } from '../storage/LogGroup';
import { RoleDefaults, ServiceRole, Statement } from './ServiceRole';
import { BASTION_INSTANCE_TYPE } from '../props/bastionInstanceType';

/**
 * The minimum permissions for Session Manager according to AWS; they cannot be
 * restricted to a resource here.
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/getting-started-create-iam-instance-profile.html
 */
const SESSION_STATEMENT: Statement = {
  Sid: 'SessionManager',
  Effect: 'Allow',
  Action: [
    'ssm:UpdateInstanceInformation',
    'ssmmessages:CreateControlChannel',
    'ssmmessages:CreateDataChannel',
    'ssmmessages:OpenControlChannel',
    'ssmmessages:OpenDataChannel',
  ],
  Resource: '*',
};

/** Properties of {@link Bastion}. */
export interface BastionProps {
  subnetId: string;
  securityGroupId: string;
  keyArn: string;
  imageId: string;
  /** Major version of PostgreSQL. */
  majorVersion: string;
  role: RoleDefaults;
}

/**
 * User access to the database: Session Manager forwards a port through the
 * bastion. It has no SSH key, no public address and no ingress.
 */
export class Bastion extends Construct {
  readonly instance: CfnInstance;

  constructor(scope: Construct, id: string, props: BastionProps) {
    super(scope, id);
    const logGroup = new LogGroup(this, 'LogGroup', { keyArn: props.keyArn });
    const role = new ServiceRole(this, 'Role', {
      ...props.role,
      service: 'ec2.amazonaws.com',
      statements: [SESSION_STATEMENT, ...agentStatements(logGroup)],
    });
    const profile = new CfnInstanceProfile(this, 'Profile', {
      path: props.role.path,
      roles: [role.resource.ref],
    });
    this.instance = new CfnInstance(this, 'Instance', {
      instanceType: BASTION_INSTANCE_TYPE,
      imageId: props.imageId,
      iamInstanceProfile: profile.ref,
      subnetId: props.subnetId,
      securityGroupIds: [props.securityGroupId],
      ebsOptimized: true,
      monitoring: true,
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
        }),
      ),
      propagateTagsToVolumeOnCreation: true,
      tags: [{ key: 'Name', value: `${Stack.of(this).stackName}/bastion` }],
    });
  }
}

function agentStatements(logGroup: LogGroup): Statement[] {
  return [
    logGroup.writeStatement('logs:DescribeLogStreams'),
    {
      Sid: 'PublishMetrics',
      Effect: 'Allow',
      Action: 'cloudwatch:PutMetricData',
      Resource: '*',
      Condition: {
        StringEquals: { 'cloudwatch:namespace': BASTION_METRICS_NAMESPACE },
      },
    },
  ];
}
