import fs from 'node:fs';
import path from 'node:path';
import { writePrivateFile } from './privateFiles';

const FILE = 'sandbox.json';
const PATIENCE_MS = 2_000;

/** The sandbox that holds the lock of a state directory. */
interface Holder {
  pid: number;
  url: string;
}

/**
 * Prevents a second sandbox from using a state directory. A process ID can be
 * reused by another program, so the holder is asked whether it responds.
 *
 * @throws Error if a running sandbox holds the lock
 */
export async function assertUnused(directory: string): Promise<void> {
  const holder = readHolder(path.join(directory, FILE));
  if (holder && (await isServing(holder))) {
    throw new Error(
      `Another sandbox (process ${holder.pid}) uses ${directory}: stop it, or use another --state-dir`,
    );
  }
}

/**
 * Writes the lock of the directory.
 *
 * @returns a function that releases it
 */
export function claimDirectory(directory: string, url: string): () => void {
  const file = path.join(directory, FILE);
  const holder: Holder = { pid: process.pid, url };
  writePrivateFile(file, JSON.stringify(holder));
  return () => fs.rmSync(file, { force: true });
}

function readHolder(file: string): Holder | undefined {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

async function isServing({ pid, url }: Holder): Promise<boolean> {
  try {
    const response = await fetch(`${url}/_sandbox/health`, {
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    return ((await response.json()) as { pid?: number }).pid === pid;
  } catch (error) {
    // A holder that does not respond in time is running; one that refuses the
    // connection is not.
    return (error as Error).name === 'TimeoutError';
  }
}
