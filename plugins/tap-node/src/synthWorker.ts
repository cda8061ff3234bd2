/**
 * The synthesis worker: the only file of this package from which aws-cdk-lib is reached, by the name of the
 * stack's module. It runs in a worker thread, so that neither CDK's changes to `fs` nor its long computations
 * affect the back end.
 *
 * @packageDocumentation
 */
import { parentPort } from 'node:worker_threads';
import { assertStackTemplate } from './stackModule/assertStackTemplate';
import {
  requireStackModule,
  requireSynthesizer,
} from './stackModule/requireStackModule';
import type {
  SynthesisAnswer,
  SynthesisRequest,
} from './synthesis/SynthesisMessages';

parentPort?.on('message', async (request: SynthesisRequest) => {
  parentPort?.postMessage(await answer(request));
});

async function answer({
  stackModule,
  input,
}: SynthesisRequest): Promise<SynthesisAnswer> {
  try {
    const module = requireStackModule(stackModule);
    const { templateBody, stackPolicyBody } = await requireSynthesizer(
      module,
    ).synthesize(input);
    assertStackTemplate(module, JSON.parse(templateBody));
    return { stack: { templateBody, stackPolicyBody } };
  } catch (error) {
    const { name, message } = error as Error;
    return { error: { name, message, isInputError: isInputError(error) } };
  }
}

/** By the properties that the contract names, because the classes of a module's errors are its own. */
function isInputError(error: unknown): boolean {
  const properties = Object(error) as Record<string, unknown>;
  return ['field', 'rule', 'example'].every(
    property => typeof properties[property] === 'string',
  );
}
