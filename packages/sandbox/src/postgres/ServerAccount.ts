import { execFile, spawn } from 'node:child_process';
import { promisify } from 'node:util';

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
  for (const name of CANDIDATES) {
    const account = await lookup(name);
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

async function lookup(name: string): Promise<ServerAccount | undefined> {
  const id = (flag: string) => promisify(execFile)('id', [flag, name]);
  try {
    const [uid, gid] = await Promise.all([id('-u'), id('-g')]);
    return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
  } catch {
    return undefined;
  }
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
