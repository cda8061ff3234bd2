import { CfnResource, Stack } from 'aws-cdk-lib';
import { CfnFlowLog } from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';
import { LogGroup } from '../storage/LogGroup';
import { RoleDefaults, ServiceRole } from '../services/ServiceRole';

/** Properties of {@link FlowLogs}. */
export interface FlowLogsProps {
  vpcId: string;
  keyArn: string;
  role: RoleDefaults;
}

/** VPC flow logs of all accepted and rejected traffic. */
export class FlowLogs extends Construct {
  readonly foundation: CfnResource[];

  constructor(scope: Construct, id: string, props: FlowLogsProps) {
    super(scope, id);
    const { partition, region, account } = Stack.of(this);
    const group = new LogGroup(this, 'LogGroup', { keyArn: props.keyArn });
    const role = new ServiceRole(this, 'Role', {
      ...props.role,
      service: 'vpc-flow-logs.amazonaws.com',
      // https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-iam-role.html
      condition: {
        ArnLike: {
          'aws:SourceArn': `arn:${partition}:ec2:${region}:${account}:vpc-flow-log/*`,
        },
      },
      statements: [group.writeStatement('logs:DescribeLogStreams')],
    });
    const flowLog = new CfnFlowLog(this, 'Resource', {
      resourceId: props.vpcId,
      resourceType: 'VPC',
      trafficType: 'ALL',
      logDestinationType: 'cloud-watch-logs',
      logGroupName: group.name,
      deliverLogsPermissionArn: role.arn,
    });
    this.foundation = [group.resource, role.resource, flowLog];
  }
}
