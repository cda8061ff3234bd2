import { execFile, execFileSync } from 'node:child_process';
import { promisify } from 'node:util';

/** Whether all of these programs are installed. */
export function onTheMachine(...programs: string[]): boolean {
  return programs.every(program => {
    try {
      execFileSync('sh', ['-c', `command -v ${program}`]);
      return true;
    } catch {
      return false;
    }
  });
}

/** Runs a command that a developer would paste into a shell, and returns its output. */
export async function runInShell(commands: string): Promise<string> {
  const { stdout } = await promisify(execFile)('sh', ['-ec', commands], {
    timeout: 60_000,
  });
  return stdout;
}
