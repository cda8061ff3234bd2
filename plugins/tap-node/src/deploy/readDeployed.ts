import { Stack } from '@aws-sdk/client-cloudformation';
import { ConflictError } from '@backstage/errors';
import { suffixOfStackName } from '@tap/plugin-tap-common';
import { TargetRuntime } from '../operation/TargetRuntime';
import { parseTemplate } from '../stack';
import { StackFacts, StackTemplate } from '../stackModule';

/** The template that a stack has. */
export interface DeployedTemplate {
  template: StackTemplate;
  facts: StackFacts;
}

/**
 * Reads the template of a stack that is to be changed.
 *
 * @throws ConflictError if another stack module has made it, because a template of this one would replace its resources
 */
export async function readDeployed(
  runtime: TargetRuntime,
  stack: Stack,
): Promise<DeployedTemplate> {
  const template = parseTemplate(await runtime.stacks.template(stack.StackId!));
  const facts = runtime.stackModule.describe(template);
  if (!facts) {
    throw new ConflictError(
      `suffix: the stack of '${suffixOfStackName(
        stack.StackName!,
      )}' was not made by the stack module of this portal (tap.stack.module), and is not changed; nothing was done. It can be extended, handed over and torn down. Request a new environment and move the data.`,
    );
  }
  return { template, facts };
}
