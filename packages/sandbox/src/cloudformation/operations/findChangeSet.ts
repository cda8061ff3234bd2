import { AwsError } from '../../protocol/AwsError';
import { ChangeSetRecord } from '../changes/ChangeSetRecord';
import { Scope } from '../StackStore';
import { validationError } from '../validationError';
import { CloudFormationParts } from './CloudFormationParts';
import { doesNotExist } from './findStack';

/**
 * Finds a change set by ARN, or by name and stack.
 *
 * @throws AwsError `ChangeSetNotFound`, or `ValidationError` without a stack
 */
export function findChangeSet(
  parts: CloudFormationParts,
  scope: Scope,
  nameOrId: string,
  stackName: string | undefined,
): ChangeSetRecord {
  const found = nameOrId.startsWith('arn:')
    ? parts.stacks.changeSet(nameOrId)
    : byName(parts, scope, nameOrId, stackName);
  if (!found) {
    throw new AwsError(
      'ChangeSetNotFound',
      `ChangeSet [${nameOrId}] does not exist`,
      404,
    );
  }
  return found;
}

function byName(
  parts: CloudFormationParts,
  scope: Scope,
  name: string,
  stackName: string | undefined,
): ChangeSetRecord | undefined {
  if (stackName === undefined) {
    throw validationError(
      'StackName must be specified if ChangeSetName is not specified as an ARN.',
    );
  }
  const stack = parts.stacks.find(scope, stackName);
  if (!stack) {
    throw doesNotExist(stackName);
  }
  return parts.stacks
    .changeSets(stack.id)
    .find(changeSet => changeSet.name === name);
}
