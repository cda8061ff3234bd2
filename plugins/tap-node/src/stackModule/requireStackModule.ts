import { InputError } from '@backstage/errors';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { StackModule, StackSynthesizer } from './StackModule';

/** What a module must export, each with its type. */
const MEMBERS: Record<
  Exclude<
    keyof StackModule,
    | 'defaultEgress'
    | 'hostInstanceType'
    | 'imageParameter'
    | 'rotateCredentials'
    | 'standbyParameters'
  >,
  'object' | 'string' | 'function'
> = {
  sizes: 'object',
  defaultSize: 'string',
  sizeFields: 'object',
  requiredZones: 'function',
  defaultBackupRetentionDays: 'function',
  synthesizer: 'string',
  describe: 'function',
  settle: 'function',
};

// Names are resolved as the back end would: a company's stack is a dependency of its back end, not of this package.
const requireFromBackEnd = createRequire(resolve(process.cwd(), 'index.js'));

/**
 * Loads a stack module.
 *
 * @param name - `tap.stack.module` of app-config: name of a package, with or without a subpath, or path of a file
 * @throws InputError if it does not export what the contract asks for; what the module itself throws
 */
export function requireStackModule(name: string): StackModule {
  const module = requireModule(name);
  const missing = Object.entries(MEMBERS).find(
    ([member, type]) => typeof module[member] !== type,
  );
  if (missing) {
    const [member, type] = missing;
    throw new InputError(
      `tap.stack.module: '${name}' must export ${member} as ${
        type === 'object' ? 'an' : 'a'
      } ${type}, see docs/STACK-MODULE.md; for example @tap/stack/module is a stack module`,
    );
  }
  return module as unknown as StackModule;
}

/**
 * Loads what makes the templates of a stack module. aws-cdk-lib is loaded with it.
 *
 * @throws TypeError if it does not export `synthesize`; what the module itself throws
 */
export function requireSynthesizer({
  synthesizer,
}: StackModule): StackSynthesizer {
  const module = requireModule(synthesizer);
  if (typeof module.synthesize !== 'function') {
    throw new TypeError(
      `'${synthesizer}' must export synthesize as a function`,
    );
  }
  return module as unknown as StackSynthesizer;
}

/**
 * Checks that what makes the templates is installed, without loading it.
 *
 * @throws an error of Node.js, with the code MODULE_NOT_FOUND, if it is not
 */
export function resolveSynthesizer({ synthesizer }: StackModule): void {
  try {
    requireFromBackEnd.resolve(synthesizer);
  } catch {
    require.resolve(synthesizer);
  }
}

/** Files that Node.js has loaded. */
export function loadedFiles(): string[] {
  return Object.keys(requireFromBackEnd.cache);
}

function requireModule(name: string): Record<string, unknown> {
  try {
    return requireFromBackEnd(name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'MODULE_NOT_FOUND') {
      throw error;
    }
    return require(name);
  }
}
