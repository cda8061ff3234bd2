import { Parameter, Stack } from '@aws-sdk/client-cloudformation';
import { ConflictError } from '@backstage/errors';
import { METADATA_PARAMETER, suffixOfStackName } from '@tap/plugin-tap-common';
import { isNamed } from '../aws/awsErrors';
import { ReadyChangeSet } from '../aws/ChangeSetApi';
import { CAPABILITIES } from '../operation/capabilities';
import { UpdateBlockedError } from '../operation/errors';
import { changedMetadataValue } from '../operation/metadataValue';
import { rejectedChanges } from './rejectedChanges';
import { parseTemplate } from '../stack';
import { stackInput } from './stackInput';
import { TargetRuntime } from '../operation/TargetRuntime';
import { StackFacts } from '../stackModule';
import { UpdateStep } from './stepsTo';

/**
 * Makes the change set of one step.
 *
 * @param options.name - of the change set
 * @param options.facts - what the deployed template says of itself
 */
export async function createStepChangeSet(
  runtime: TargetRuntime,
  stack: Stack,
  step: UpdateStep,
  { name, facts }: { name: string; facts: StackFacts },
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
        deployed: facts,
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
      ...keptParameters(stack, synthesized.templateBody),
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

/** The values of the other parameters, which a change set would set to their defaults. */
function keptParameters(
  { Parameters = [] }: Stack,
  templateBody: string,
): Parameter[] {
  const declared = parseTemplate(templateBody).Parameters ?? {};
  return Parameters.filter(
    ({ ParameterKey }) =>
      ParameterKey !== METADATA_PARAMETER &&
      Object.hasOwn(declared, ParameterKey!),
  ).map(({ ParameterKey }) => ({ ParameterKey, UsePreviousValue: true }));
}

/**
 * Rejects a change set with changes that TAP does not allow, see {@link rejectedChanges}.
 *
 * @param facts - what the deployed template says of itself
 * @throws UpdateBlockedError with a finding for each resource and property
 */
export function assertReplacesNothing(
  suffix: string,
  changeSet: ReadyChangeSet,
  facts: StackFacts,
): void {
  const findings = rejectedChanges(changeSet.changes, facts);
  if (findings.length > 0) {
    throw new UpdateBlockedError(suffix, findings);
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
