import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

/**
 * Whether a process is a postmaster of a data directory, and not some other one
 * that has got the same process ID since.
 */
export async function isRunningFrom(
  pid: number,
  dataDirectory: string,
): Promise<boolean> {
  const command = await commandOf(pid);
  return /postgres/.test(command) && command.includes(dataDirectory);
}

/** Whether any process has the ID. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** The command line; empty when there is no such process. */
async function commandOf(pid: number): Promise<string> {
  try {
    if (process.platform === 'linux') {
      return await readFile(`/proc/${pid}/cmdline`, 'utf8');
    }
    const args = ['-o', 'command=', '-p', String(pid)];
    return (await promisify(execFile)('ps', args)).stdout;
  } catch {
    return '';
  }
}
