import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

/**
 * Whether a process is the postmaster of a data directory, and not another
 * process that reuses its ID.
 */
export async function isRunningFrom(
  pid: number,
  dataDirectory: string,
): Promise<boolean> {
  const command = await commandOf(pid);
  return /postgres/.test(command) && command.includes(dataDirectory);
}

/** Whether a process with this ID exists. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Sends a signal to a process, which may have ended. */
export function signalProcess(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') {
      throw error;
    }
  }
}

/** The command line; empty if the process does not exist. */
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
