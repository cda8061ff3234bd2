import {
  OperationContext,
  OperationPermissions,
} from '../protocol/ServiceOperations';
import { optionalText, Params, tags } from './operations/params';
import { StackStore } from './StackStore';

/** Operations that concern the account instead of a stack. */
const WITHOUT_STACK = ['ListStacks', 'ValidateTemplate'];

/**
 * Actions that an operation needs in addition to its own.
 *
 * - Tags: https://docs.aws.amazon.com/service-authorization/latest/reference/list_awscloudformation.html
 * - UpdateTerminationProtection: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-protect-stacks.html
 * - DetectStackResourceDrift: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-stack-drift.html
 *
 * AWS does not document whether a StackPolicyBody needs SetStackPolicy; the
 * sandbox demands it, so that policies that pass here pass on AWS either way.
 */
function furtherActions(operation: string, params: Params): string[] {
  const changes = /^(Create|Update)Stack$|^CreateChangeSet$/.test(operation);
  return [
    ...(changes && tags(params) ? ['TagResource'] : []),
    ...(changes && params.StackPolicyBody ? ['SetStackPolicy'] : []),
    ...(operation === 'CreateStack' &&
    params.EnableTerminationProtection === 'true'
      ? ['UpdateTerminationProtection']
      : []),
    ...(operation === 'DetectStackDrift' ? ['DetectStackResourceDrift'] : []),
  ];
}

/** What IAM evaluates for an operation of CloudFormation. */
export function permissions(
  stacks: StackStore,
  operation: string,
  params: Params,
  ctx: OperationContext,
): OperationPermissions {
  const nameOrId = optionalText(params, 'StackName');
  const changeSet = optionalText(params, 'ChangeSetName');
  const stack =
    nameOrId === undefined
      ? stackOfChangeSet(stacks, ctx, changeSet)
      : stacks.find(ctx, nameOrId);
  const arn =
    stack?.id ??
    (nameOrId?.startsWith('arn:')
      ? nameOrId
      : `arn:aws:cloudformation:${ctx.region}:${ctx.accountId}:stack/${
          nameOrId ?? '*'
        }/*`);
  const roleArn = optionalText(params, 'RoleARN');
  return {
    actions: [operation, ...furtherActions(operation, params)].map(
      name => `cloudformation:${name}`,
    ),
    ...(!WITHOUT_STACK.includes(operation) && {
      resources: { 'cloudformation:stack': [{ arn, tags: stack?.tags }] },
    }),
    requestTags: tags(params),
    context: {
      ...(changeSet && { 'cloudformation:ChangeSetName': changeSet }),
      ...(roleArn && { 'cloudformation:RoleArn': roleArn }),
    },
  };
}

function stackOfChangeSet(
  stacks: StackStore,
  ctx: OperationContext,
  nameOrId: string | undefined,
) {
  return stacks
    .all(ctx)
    .find(stack =>
      stacks.changeSets(stack.id).some(({ id }) => id === nameOrId),
    );
}
