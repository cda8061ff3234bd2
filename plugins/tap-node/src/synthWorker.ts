/**
 * The synthesis worker: the only file of this package from which aws-cdk-lib is reached, by the name of the
 * stack's module. It runs in a worker thread, so that neither CDK's changes to `fs` nor its long computations are
 * felt by the back end.
 *
 * @packageDocumentation
 */
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { parentPort } from 'node:worker_threads';
import type {
  StackModule,
  SynthesisAnswer,
  SynthesisRequest,
} from './synthesis/StackModule';

// Names are resolved as the back end would: a company's stack is a dependency of its back end, not of this package.
const requireFromBackEnd = createRequire(resolve(process.cwd(), 'index.js'));

parentPort?.on('message', async (request: SynthesisRequest) => {
  parentPort?.postMessage(await answer(request));
});

async function answer({
  stackModule,
  props,
}: SynthesisRequest): Promise<SynthesisAnswer> {
  try {
    const module = load(stackModule);
    return { stack: await module.synthesizeTemplate(props) };
  } catch (error) {
    const { name, message } = error as Error;
    return { error: { name, message } };
  }
}

function load(name: string): StackModule {
  const module = requireModule(name) as Partial<StackModule>;
  if (typeof module.synthesizeTemplate !== 'function') {
    throw new TypeError(
      `tap.stack.module: '${name}' exports no function synthesizeTemplate; see @tap/stack for an example`,
    );
  }
  return module as StackModule;
}

function requireModule(name: string): unknown {
  try {
    return requireFromBackEnd(name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'MODULE_NOT_FOUND') {
      throw error;
    }
    return require(name);
  }
}
