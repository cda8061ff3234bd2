import { SERVICE_QUOTAS } from '@tap/aws-facts';
import { STACK_NAME_PREFIX, TAGS } from '@tap/plugin-tap-common';
import { imageParameter } from '@tap/stack/module';
import { iamActionFacts } from './IamActionFacts';
import { arnOf, iamArnOf, type IamNames } from './IamNames';
import type { IamGrant } from './mergeGrants';
import { resourceArns } from './resourceArns';

/** Actions that the engine calls without the name of a stack, although they support one. */
const WITHOUT_NAME = ['cloudformation:DescribeStacks'];

/**
 * What the portal's role is granted for the engine's own calls.
 *
 * @param actions - see `engineActions`
 * @throws Error if an action does not exist, or is for no resource that this function knows
 */
export async function engineGrants(
  names: IamNames,
  actions: string[],
): Promise<IamGrant[]> {
  const serviceRole = iamArnOf(names, `role/${names.serviceRole}`);
  const grants = await Promise.all(
    actions.map(action => engineGrant(names, serviceRole, action)),
  );
  return [
    ...grants,
    {
      sid: 'IamPassServiceRole',
      action: 'iam:PassRole',
      resources: [serviceRole],
      condition: {
        StringEquals: { 'iam:PassedToService': 'cloudformation.amazonaws.com' },
      },
    },
  ];
}

async function engineGrant(
  names: IamNames,
  serviceRole: string,
  action: string,
): Promise<IamGrant> {
  const facts = await iamActionFacts(action);
  if (facts.isWildcardOnly || WITHOUT_NAME.includes(action)) {
    return { sid: 'Read', action, resources: ['*'] };
  }
  if (action.startsWith('cloudformation:')) {
    const resources = [
      arnOf(names, 'cloudformation', `stack/${STACK_NAME_PREFIX}*/*`),
    ];
    // Without it, the portal could create stacks that act with another role, or with its own.
    return facts.conditionKeys.includes('cloudformation:RoleArn')
      ? {
          sid: 'StacksWithServiceRole',
          action,
          resources,
          condition: {
            StringEquals: { 'cloudformation:RoleArn': serviceRole },
          },
        }
      : { sid: 'Stacks', action, resources };
  }
  const call = otherCalls(names)[action];
  if (!call) {
    throw new Error(
      `${action}: add the resources that the engine calls it for`,
    );
  }
  return { ...call, action };
}

/** What the engine calls itself beside CloudFormation, by action. */
function otherCalls(
  names: IamNames,
): Record<string, Pick<IamGrant, 'sid' | 'resources' | 'condition'>> {
  const { 'cloudwatch:alarm': alarms, 'rds:db': databases } = resourceArns(
    names,
    [],
  );
  const alarmActions = { sid: 'AlarmActions', resources: alarms };
  const stopAndStart = {
    sid: 'RdsStopAndStart',
    resources: databases,
    // Only databases of stacks that a portal has created: RDS instances have the tags of their stack.
    condition: { StringLike: { [`aws:ResourceTag/${TAGS.portal}`]: '*' } },
  };
  return {
    'cloudwatch:DisableAlarmActions': alarmActions,
    'cloudwatch:EnableAlarmActions': alarmActions,
    'rds:StartDBInstance': stopAndStart,
    'rds:StopDBInstance': stopAndStart,
    // By the prefix of the name. A narrower scope than all resources hides only composite alarms:
    // https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarms.html
    'cloudwatch:DescribeAlarms': {
      sid: 'Alarms',
      resources: [arnOf(names, 'cloudwatch', 'alarm:*')],
    },
    'rds:DescribeDBInstances': { sid: 'Rds', resources: databases },
    // Without the name of an instance, because it is rejected once the instance is deleted. The snapshots can have any name.
    'rds:DescribeDBSnapshots': {
      sid: 'RdsSnapshots',
      resources: [
        arnOf(names, 'rds', 'db:*'),
        arnOf(names, 'rds', 'snapshot:*'),
      ],
    },
    'servicequotas:GetServiceQuota': {
      sid: 'Quotas',
      resources: SERVICE_QUOTAS.map(({ serviceCode, quotaCode }) =>
        arnOf(names, 'servicequotas', `${serviceCode}/${quotaCode}`),
      ),
    },
    // A public parameter has no account.
    'ssm:GetParameter': {
      sid: 'SsmImage',
      resources: [
        `arn:${names.partition}:ssm:${names.region}::parameter${imageParameter}`,
      ],
    },
  };
}
