import { InputError } from '@backstage/errors';
import {
  loadedFiles,
  requireStackModule,
  resolveSynthesizer,
} from './requireStackModule';
import { StackModule } from './StackModule';

/** The stack module of app-configs that name none. */
const DEFAULT_MODULE = '@tap/stack/module';

/** A stack module in the back end's main thread. @public */
export interface LoadedStackModule {
  /** As app-config names it. */
  name: string;
  module: StackModule;
}

/**
 * Loads the stack module into the main thread.
 *
 * @param name - `tap.stack.module` of app-config
 * @throws InputError if there is no such module, it does not fulfil the contract, or loading it loads aws-cdk-lib
 */
export function loadStackModule(name = DEFAULT_MODULE): LoadedStackModule {
  const before = new Set(loadedFiles());
  const module = load(name);
  const cdk = loadedFiles().find(
    file => /[\\/]aws-cdk-lib[\\/]/.test(file) && !before.has(file),
  );
  if (cdk) {
    throw new InputError(
      `tap.stack.module: '${name}' must not load aws-cdk-lib when it is loaded, because the back end loads it in its main thread. Move the code that needs it to the module that 'synthesizer' names, for example synthesizer: '@tap/stack/synthesize'`,
    );
  }
  return { name, module };
}

function load(name: string): StackModule {
  try {
    const module = requireStackModule(name);
    resolveSynthesizer(module);
    return module;
  } catch (error) {
    if (error instanceof InputError) {
      throw error;
    }
    throw new InputError(
      `tap.stack.module: '${name}' cannot be loaded: ${firstLine(
        error,
      )}. It must be the name of a module that the back end can load, for example ${DEFAULT_MODULE}`,
    );
  }
}

/** Node.js adds the files that require the module. Pages show the message, so these paths stay out of it. */
function firstLine(error: unknown): string {
  return (error as Error).message.split('\n')[0];
}
