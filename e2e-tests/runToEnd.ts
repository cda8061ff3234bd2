import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/**
 * Runs a program.
 *
 * @param env - more variables of its environment
 * @throws Error with what the program has printed where it ends with an error
 */
export async function runToEnd(
  program: string,
  args: string[],
  cwd: string,
  env: Record<string, string> = {},
): Promise<void> {
  // What a script prints before it fails is on standard output, where yarn and its scripts are concerned.
  const running = promisify(execFile)(program, args, {
    cwd,
    env: { ...process.env, ...env },
    maxBuffer: 64 * 1024 ** 2,
  });
  await running.catch(({ message, stdout }) => {
    throw new Error(`${message}\n${stdout}`);
  });
}
