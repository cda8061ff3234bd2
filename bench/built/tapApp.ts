import { rmSync } from 'node:fs';
import { ProductionBundle } from '../../e2e-tests/ProductionBundle';
import { BuiltApp } from './BuiltApp';

let app: Promise<BuiltApp> | undefined;

/**
 * The portal, built once for all figures. Needs the type declarations that `yarn tsc` makes. `TAP_BENCH_BUNDLE` names the folder
 * of an unpacked bundle that is used instead.
 */
export function tapApp(): Promise<BuiltApp> {
  app ??= build();
  return app;
}

async function build(): Promise<BuiltApp> {
  let directory = process.env.TAP_BENCH_BUNDLE;
  if (!directory) {
    const bundle = await ProductionBundle.unpack();
    directory = bundle.directory;
    process.once('exit', () =>
      rmSync(bundle.directory, { recursive: true, force: true }),
    );
  }
  return {
    directory,
    args: [
      '--preserve-symlinks',
      '--preserve-symlinks-main',
      'packages/backend/dist/index.cjs.js',
    ],
  };
}
