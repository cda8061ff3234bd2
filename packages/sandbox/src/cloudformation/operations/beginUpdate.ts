import { randomUUID } from 'node:crypto';
import { recordEvent } from '../recordEvent';
import {
  StackDefinition,
  StackOperation,
  StackRecord,
  StackStatus,
} from '../StackRecord';
import { parseTemplate } from '../template/parseTemplate';
import { validationError } from '../validationError';
import { CloudFormationParts } from './CloudFormationParts';

const UPDATABLE: readonly StackStatus[] = [
  'CREATE_COMPLETE',
  'UPDATE_COMPLETE',
  'UPDATE_ROLLBACK_COMPLETE',
];

/** @throws AwsError `ValidationError` if the status does not allow an update */
export function assertUpdatable({ id, status }: StackRecord): void {
  if (!UPDATABLE.includes(status)) {
    throw validationError(
      `Stack:${id} is in ${status} state and can not be updated.`,
    );
  }
}

/** @throws AwsError `ValidationError` if the type of a resource changes */
export function assertSameTypes(
  parts: CloudFormationParts,
  stack: StackRecord,
  definition: StackDefinition,
): void {
  const { Resources } = parseTemplate(definition.templateBody);
  const changed = parts.stacks
    .resources(stack.id)
    .filter(({ logicalId, type }) => {
      const next = Resources[logicalId]?.Type;
      return next !== undefined && next !== type;
    })
    .map(({ logicalId }) => logicalId);
  if (changed.length > 0) {
    throw validationError(
      `Update of resource type is not permitted. The new template modifies resource type of the following resources: [${changed.join(
        ', ',
      )}]`,
    );
  }
}

/** The part of a stack's record that a rollback restores. */
export function definitionOf(stack: StackRecord): StackDefinition {
  return {
    templateBody: stack.templateBody,
    description: stack.description,
    parameters: stack.parameters,
    tags: stack.tags,
    capabilities: stack.capabilities,
    notificationArns: stack.notificationArns,
    roleArn: stack.roleArn,
    runsAs: stack.runsAs,
    outputs: stack.outputs,
  };
}

/** Records an update and starts it. */
export function beginUpdate(
  parts: CloudFormationParts,
  stack: StackRecord,
  definition: StackDefinition,
  options: Pick<
    StackOperation,
    'token' | 'policyDuringUpdate' | 'disableRollback'
  > &
    Pick<StackRecord, 'policy' | 'changeSetId'>,
): string {
  const { policy = stack.policy, changeSetId, ...operation } = options;
  const id = randomUUID();
  const updating = parts.stacks.put({
    ...stack,
    ...definition,
    outputs: stack.outputs,
    policy,
    changeSetId: changeSetId ?? stack.changeSetId,
    status: 'UPDATE_IN_PROGRESS',
    statusReason: undefined,
    updatedAt: new Date().toISOString(),
    interrupted: undefined,
    lastOperations: [{ type: 'UPDATE_STACK', id }],
    operation: {
      ...operation,
      id,
      type: 'UPDATE_STACK',
      phase: 'update',
      startedAt: new Date().toISOString(),
      previous: definitionOf(stack),
      retain: [],
      skip: [],
    },
  });
  recordEvent(parts.stacks, updating, 'UPDATE_IN_PROGRESS', 'User Initiated');
  parts.engine.wake(stack.id);
  return id;
}
