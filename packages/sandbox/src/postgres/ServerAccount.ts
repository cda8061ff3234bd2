import { execFile, spawn } from 'node:child_process';
import { promisify } from 'node:util';

/** The operating-system account that PostgreSQL runs under. */
export interface ServerAccount {
  uid: number;
  gid: number;
}

const CANDIDATES = ['postgres', '_postgres', 'nobody'];

/**
 * Finds an unprivileged account when the sandbox itself runs as root, because
 * PostgreSQL refuses to run as root.
 *
 * @returns undefined when the sandbox is an ordinary user, who needs no other
 * @throws Error when there is no such account
 */
export async function findServerAccount(): Promise<ServerAccount | undefined> {
  if (process.getuid?.() !== 0) {
    return undefined;
  }
  for (const name of CANDIDATES) {
    const account = await lookUp(name);
    if (account) {
      return account;
    }
  }
  throw new Error(
    `PostgreSQL does not run as root, and none of the users ${CANDIDATES.join(
      ', ',
    )} exists here. Start the sandbox as an ordinary user, or create one: useradd --system postgres`,
  );
}

async function lookUp(name: string): Promise<ServerAccount | undefined> {
  const id = (flag: string) => promisify(execFile)('id', [flag, name]);
  try {
    const [uid, gid] = await Promise.all([id('-u'), id('-g')]);
    return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
  } catch {
    return undefined;
  }
}

/** How a program that was run by {@link runAs} ended. */
export interface ProgramResult {
  /** undefined when a signal ended it. */
  exitCode: number | undefined;
  /** Standard output and error, in order of arrival. */
  output: string;
}

/**
 * Runs a program under an account, with nothing of the caller's environment
 * but PATH: a PGHOST or LC_ALL of the developer's must not leak in.
 *
 * @param options - `cwd` has to be a directory that the account may enter
 * @throws Error when the program cannot be executed at all
 */
export function runAs(
  account: ServerAccount | undefined,
  program: string,
  args: string[],
  options: { cwd: string },
): Promise<ProgramResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      ...account,
      cwd: options.cwd,
      env: { PATH: process.env.PATH, LC_ALL: 'C' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
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
