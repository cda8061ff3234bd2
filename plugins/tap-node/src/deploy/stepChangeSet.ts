import { Stack } from '@aws-sdk/client-cloudformation';
import { ConflictError } from '@backstage/errors';
import { METADATA_PARAMETER, suffixOfStackName } from '@tap/plugin-tap-common';
import { isNamed } from '../aws/awsErrors';
import { ReadyChangeSet } from '../aws/ChangeSetApi';
import { plannedChanges } from './plannedChanges';
import { CAPABILITIES } from '../operation/capabilities';
import { changedMetadataValue } from '../operation/metadataValue';
import { stackInput } from './stackInput';
import { TargetRuntime } from '../operation/TargetRuntime';
import { StackFacts } from '../stackModule';
import { UpdateStep } from './stepsTo';

/**
 * Makes the change set of one step.
 */
export async function createStepChangeSet(
  runtime: TargetRuntime,
  stack: Stack,
  step: UpdateStep,
  name: string,
): Promise<ReadyChangeSet & { templateBody: string }> {
  const synthesized = await runtime.synthesizer.synthesize(
    stackInput(
      {
        suffix: suffixOfStackName(stack.StackName!)!,
        target: runtime.target.name,
      },
      step.metadata,
      runtime.target,
      {
        isComplete: true,
        replicaEngineVersion: step.replicaEngineVersion,
        replicaInstanceClass: step.replicaInstanceClass,
      },
    ),
  );
  const changeSet = await runtime.changeSets.create({
    StackName: stack.StackId!,
    ChangeSetName: name,
    ChangeSetType: 'UPDATE',
    ClientToken: name,
    TemplateBody: synthesized.templateBody,
    Parameters: [
      {
        ParameterKey: METADATA_PARAMETER,
        ParameterValue: changedMetadataValue(runtime, stack, step.metadata),
      },
    ],
    Capabilities: CAPABILITIES,
    RoleARN: runtime.target.serviceRoleArn,
  });
  return {
    ...changeSet,
    templateBody: synthesized.templateBody,
  };
}

/**
 * Refuses what the stack policy would refuse later, half way through.
 *
 * @param facts - what the deployed template says of itself
 * @throws ConflictError naming each resource that would be lost, and because of what
 */
export function assertKeepsData(
  suffix: string,
  changeSet: ReadyChangeSet,
  facts: StackFacts,
): void {
  const losing = plannedChanges(changeSet.changes, facts).filter(
    change => change.effect === 'data-loss',
  );
  if (losing.length > 0) {
    throw new ConflictError(
      `'${suffix}' cannot be changed like this, because data would be lost: ${losing
        .map(
          change =>
            `${change.logicalId} (${
              change.resourceType
            }) would be replaced or removed because of ${
              change.causes.join(', ') || 'the template'
            }`,
        )
        .join(
          '; ',
        )}. Nothing was changed; ask for a new environment and move the data.`,
    );
  }
}

/**
 * Executes a change set. An execution whose response was lost cannot be repeated: the stack's events then show that it
 * has started.
 *
 * @throws ConflictError where another change of the stack came first
 */
export async function executeChangeSet(
  runtime: TargetRuntime,
  stackId: string,
  name: string,
  token: string,
): Promise<void> {
  try {
    await runtime.changeSets.execute(stackId, name, token);
  } catch (error) {
    if (
      !isNamed(
        error,
        'InvalidChangeSetStatusException',
        'InvalidChangeSetStatus',
        'ChangeSetNotFoundException',
        'ChangeSetNotFound',
        'TokenAlreadyExistsException',
      )
    ) {
      throw error;
    }
    const page = await runtime.stacks.events(stackId, undefined, 'mutation');
    if (!page.StackEvents?.some(e => e.ClientRequestToken === token)) {
      throw new ConflictError(
        `Another change of the stack came first: ${
          (error as Error).message
        } Nothing was done; try again.`,
      );
    }
  }
}
