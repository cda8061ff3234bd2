import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { stopDatabases } from './stopDatabases.mjs';

/** Those that have been started and not ended. */
const running = new Set();
let isEnding = false;

/**
 * Runs Jest in a working copy, in a process group and with a temporary directory of its own, both of which end with it.
 *
 * @param {import('./WorkingCopy.mjs').WorkingCopy} copy
 * @param {(directory: string) => { args: string[], env: Record<string, string> }} options - from the temporary directory
 * @param {{ seconds?: number, read?: (directory: string) => Promise<unknown> }} [limits] - `seconds`: it is killed after this
 * time; `read`: reads the result from the temporary directory before it is removed
 * @returns {Promise<{ ended: number | string, printed: string, result: any }>} `ended`: exit code or signal; never resolved
 * after `killRuns`
 */
export async function runJest(copy, options, { seconds, read } = {}) {
  if (isEnding) {
    return new Promise(() => {});
  }
  const directory = await copy.temporaryDirectory();
  const { args, env } = options(directory);
  const child = spawn(
    process.execPath,
    [
      createRequire(join(copy.directory, 'package.json')).resolve(
        'jest/bin/jest',
      ),
      ...['--config', 'scripts/mutate/jest.config.cjs'],
      // Otherwise it is in TMPDIR, and the code is transformed in each run.
      ...['--cacheDirectory', join(copy.parent, 'jest')],
      ...['--watchAll=false', '--silent', '--forceExit', ...args],
    ],
    {
      cwd: copy.directory,
      detached: true,
      stdio: ['ignore', 'ignore', 'pipe'],
      env: {
        ...process.env,
        CI: 'true',
        NODE_ENV: 'test',
        TZ: 'UTC',
        TMPDIR: directory,
        ...env,
      },
    },
  );
  running.add(child);
  let printed = '';
  child.stderr.on('data', chunk => {
    printed = (printed + chunk).slice(-20_000);
  });
  const limit =
    seconds && setTimeout(() => killGroup(child), seconds * 1000).unref();
  try {
    const [code, signal] = await once(child, 'exit');
    return {
      ended: signal ?? code,
      printed,
      result: await read?.(directory),
    };
  } finally {
    clearTimeout(limit);
    killGroup(child);
    running.delete(child);
    await stopDatabases(directory);
  }
}

/** Kills every run. No other run starts afterwards. */
export function killRuns() {
  isEnding = true;
  running.forEach(killGroup);
}

function killGroup({ pid }) {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch (error) {
    if (error.code !== 'ESRCH') {
      throw error;
    }
  }
}
