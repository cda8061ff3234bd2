import { SERVICE_QUOTAS } from '@tap/aws-facts';
import { randomUUID } from 'node:crypto';
import { quotaOf } from '../../AccountSettings';
import { AwsError } from '../../protocol/AwsError';
import { OperationContext, Operation } from '../../protocol/ServiceOperations';
import { recordEvent } from '../recordEvent';
import { checkPolicy } from '../stackPolicy';
import { OnFailure, StackRecord } from '../StackRecord';
import { validationError } from '../validationError';
import { CloudFormationParts } from './CloudFormationParts';
import {
  flag,
  optionalNumber,
  optionalText,
  Params,
  requestToken,
  requiredText,
} from './params';
import { readDefinition } from './readDefinition';
import { assertFreshToken, useToken } from './tokens';

const STACK_NAME = /^[a-zA-Z][-a-zA-Z0-9]{0,127}$/;

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateStack.html */
export function createStack(parts: CloudFormationParts): Operation {
  return async (params, ctx) => {
    const name = requiredText(params, 'StackName');
    checkStackName(name);
    const token = requestToken(params);
    const onFailure = readOnFailure(params);
    const policy = optionalText(params, 'StackPolicyBody');
    if (policy !== undefined) {
      checkPolicy(policy);
    }
    const { definition } = await readDefinition(parts, params, ctx, undefined);
    assertFreshToken(parts.stacks, ctx, token);
    assertFreeName(parts, ctx, name);
    assertRoom(parts, ctx);
    useToken(parts.stacks, ctx, token, 'CreateStack');
    const operationId = randomUUID();
    const stack = parts.stacks.put({
      ...newStack(ctx, name),
      ...definition,
      status: 'CREATE_IN_PROGRESS',
      onFailure,
      policy,
      timeoutInMinutes: optionalNumber(params, 'TimeoutInMinutes'),
      terminationProtection: flag(params, 'EnableTerminationProtection'),
      retainExceptOnCreate: flag(params, 'RetainExceptOnCreate'),
      lastOperations: [{ type: 'CREATE_STACK', id: operationId }],
      operation: {
        id: operationId,
        type: 'CREATE_STACK',
        phase: 'create',
        token,
        startedAt: new Date().toISOString(),
        retain: [],
        skip: [],
      },
    });
    recordEvent(parts.stacks, stack, 'CREATE_IN_PROGRESS', 'User Initiated');
    parts.engine.wake(stack.id);
    return { StackId: stack.id, OperationId: operationId };
  };
}

/** The fields that all new stacks share. */
export function newStack(
  { accountId, region }: OperationContext,
  name: string,
): Pick<
  StackRecord,
  'id' | 'name' | 'accountId' | 'region' | 'createdAt' | 'onFailure'
> {
  return {
    id: `arn:aws:cloudformation:${region}:${accountId}:stack/${name}/${randomUUID()}`,
    name,
    accountId,
    region,
    createdAt: new Date().toISOString(),
    onFailure: 'ROLLBACK',
  };
}

/** @throws AwsError `ValidationError` */
export function checkStackName(name: string): void {
  if (!STACK_NAME.test(name)) {
    throw validationError(
      `1 validation error detected: Value '${name}' at 'stackName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z][-a-zA-Z0-9]*|arn:[-a-zA-Z0-9:/._+]*`,
    );
  }
}

/** @throws AwsError `AlreadyExistsException` */
export function assertFreeName(
  parts: CloudFormationParts,
  ctx: OperationContext,
  name: string,
): void {
  if (parts.stacks.find(ctx, name)) {
    throw new AwsError(
      'AlreadyExistsException',
      `Stack [${name}] already exists`,
    );
  }
}

/** @throws AwsError if the quota of stacks is used up */
export function assertRoom(
  { stacks }: CloudFormationParts,
  ctx: OperationContext,
): void {
  const { quotaCode, error } = SERVICE_QUOTAS.find(
    ({ resourceType }) => resourceType === 'AWS::CloudFormation::Stack',
  )!;
  const used = stacks
    .all(ctx)
    .filter(({ deletedAt }) => deletedAt === undefined).length;
  const limit = quotaOf(quotaCode, ctx.settings);
  if (used >= limit) {
    const excess = { limit, requested: 1, excess: used + 1 - limit };
    throw new AwsError(error.code, error.message(excess));
  }
}

function readOnFailure(params: Params): OnFailure {
  const onFailure = optionalText(params, 'OnFailure');
  const disableRollback = optionalText(params, 'DisableRollback');
  if (onFailure !== undefined && disableRollback !== undefined) {
    throw validationError(
      'You can specify either OnFailure or DisableRollback, but not both',
    );
  }
  if (onFailure !== undefined) {
    return onFailure as OnFailure;
  }
  return disableRollback === 'true' ? 'DO_NOTHING' : 'ROLLBACK';
}
