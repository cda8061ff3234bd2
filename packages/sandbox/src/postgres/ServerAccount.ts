import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';

import { PostgresError } from './PostgresError';

/** The operating-system account that PostgreSQL runs under. */
export interface ServerAccount {
  uid: number;
  gid: number;
}

const CANDIDATES = ['postgres', '_postgres', 'nobody'];

/**
 * Finds an unprivileged account if the sandbox runs as root, because PostgreSQL
 * does not run as root.
 *
 * @returns undefined if the sandbox does not run as root
 * @throws Error if there is no such account
 */
export async function findServerAccount(): Promise<ServerAccount | undefined> {
  if (process.getuid?.() !== 0) {
    return undefined;
  }
  const users = await readFile('/etc/passwd', 'utf8');
  for (const name of CANDIDATES) {
    const account = lookup(users, name);
    if (account) {
      return account;
    }
  }
  throw new Error(
    `PostgreSQL does not run as root, and none of the users ${CANDIDATES.join(
      ', ',
    )} exists here. Start the sandbox as a user without root privileges, or create one: useradd --system postgres`,
  );
}

/**
 * Reads the IDs of a user from the user database, which includes the system users of Linux and macOS:
 * https://www.man7.org/linux/man-pages/man5/passwd.5.html
 */
function lookup(users: string, name: string): ServerAccount | undefined {
  const entry = users
    .split('\n')
    .map(line => line.split(':'))
    .find(([user]) => user === name);
  // macOS writes -2 for the unsigned ID of nobody.
  return entry && { uid: Number(entry[2]) >>> 0, gid: Number(entry[3]) >>> 0 };
}

/** The result of a program run by {@link runAs}. */
export interface ProgramResult {
  /** undefined if a signal ended it. */
  exitCode: number | undefined;
  /** Standard output and error, in order of arrival. */
  output: string;
}

/**
 * Runs a program under an account. Of the caller's environment only PATH is
 * passed on, so that PGHOST or LC_ALL have no effect.
 *
 * @param options - `cwd` must be accessible to the account; `input` is the standard input
 * @throws Error if the program cannot be executed
 */
export function runAs(
  account: ServerAccount | undefined,
  program: string,
  args: string[],
  options: { cwd: string; input?: string },
): Promise<ProgramResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      ...account,
      cwd: options.cwd,
      env: { PATH: process.env.PATH, LC_ALL: 'C' },
      stdio: 'pipe',
    });
    // A program that does not read its input closes it.
    child.stdin.on('error', () => {});
    child.stdin.end(options.input);
    let output = '';
    const collect = (chunk: Buffer) => {
      output += chunk.toString('utf8');
    };
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    child.on('error', reject);
    child.on('close', code => resolve({ exitCode: code ?? undefined, output }));
  });
}

/**
 * Runs a program that must succeed, see {@link runAs}.
 *
 * @throws PostgresError with its last lines if it fails
 */
export async function runToEnd(
  ...parameters: Parameters<typeof runAs>
): Promise<void> {
  const { exitCode, output } = await runAs(...parameters);
  if (exitCode !== 0) {
    throw new PostgresError(output.trim().split('\n').slice(-3).join(' '));
  }
}
