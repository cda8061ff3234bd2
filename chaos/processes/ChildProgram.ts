import { ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '..', '..');

/** Processes that this process has started and not ended, so that none remains. */
const alive = new Set<ChildProcess>();

process.once('exit', () => alive.forEach(child => child.kill('SIGKILL')));

/** A TypeScript program of this repository in a separate process. */
export class ChildProgram {
  /**
   * @param options.folder - folder of the package, relative to the root of the repository; the program runs in it
   * @param options.args - the program's file and its arguments
   * @param options.log - absolute path of the log file
   */
  static start(options: {
    folder: string;
    args: string[];
    log: string;
    env?: Record<string, string>;
  }): ChildProgram {
    const log = openSync(options.log, 'a');
    const child = spawn(
      process.execPath,
      ['--require', '@backstage/cli/config/nodeTransform.cjs', ...options.args],
      {
        cwd: join(ROOT, options.folder),
        // The back end restarts on any input on standard input.
        stdio: ['ignore', log, log],
        env: { ...process.env, NODE_ENV: 'development', ...options.env },
      },
    );
    closeSync(log);
    alive.add(child);
    child.once('exit', () => alive.delete(child));
    return new ChildProgram(child);
  }

  /** Stops all running programs and waits. */
  static async endAll(): Promise<void> {
    await Promise.all(
      [...alive].map(child => new ChildProgram(child).end('SIGTERM')),
    );
  }

  private constructor(private readonly child: ChildProcess) {}

  get pid(): number {
    return this.child.pid!;
  }

  get hasEnded(): boolean {
    return this.child.exitCode !== null || this.child.signalCode !== null;
  }

  /** Suspends the process: it does not run or respond, and its connections stay open. */
  pause(): void {
    this.child.kill('SIGSTOP');
  }

  /** Resumes the process. */
  resume(): void {
    this.child.kill('SIGCONT');
  }

  /** Sends the signal and waits for the exit. */
  async end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    if (!this.hasEnded) {
      const exited = once(this.child, 'exit');
      this.child.kill(signal);
      // A suspended process cannot handle the signal.
      this.resume();
      await exited;
    }
  }
}
