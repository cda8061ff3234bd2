import { Worker } from 'node:worker_threads';

/**
 * Space for new objects, in MB. V8 makes it larger by default and then keeps garbage in it: the thread has 206 instead of 84 MB
 * of heap after 40 templates, which take the same time.
 */
const YOUNG_GENERATION_MB = 8;

/**
 * Starts the thread. The worker's file is found through this package's own `exports`, which holds in the source tree,
 * under jest and when packed alike; only as TypeScript does it need Backstage's transform.
 */
export function createSynthesisWorker(): Worker {
  const file = require.resolve('@tap/plugin-tap-node/synthWorker');
  const transform = file.endsWith('.ts')
    ? ['--require', require.resolve('@backstage/cli/config/nodeTransform.cjs')]
    : [];
  return new Worker(file, {
    env: {
      ...process.env,
      // CDK would otherwise replace functions of `fs` and `child_process` in this thread.
      CDK_NO_PERF_BUILTINS: '1',
      // CDK's template validator takes seconds and hundreds of megabytes; a stack module runs it in its tests.
      CDK_VALIDATION: 'false',
    },
    execArgv: transform,
    resourceLimits: { maxYoungGenerationSizeMb: YOUNG_GENERATION_MB },
  });
}
