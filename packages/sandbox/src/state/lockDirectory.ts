import fs from 'node:fs';
import path from 'node:path';
import { writePrivateFile } from './privateFiles';

const FILE = 'sandbox.json';
const PATIENCE_MS = 2_000;

/** The sandbox that uses a state directory. */
interface Holder {
  pid: number;
  url: string;
}

/**
 * Keeps a second sandbox away from a state directory. A process ID alone may be
 * another program's by now, so the holder is asked whether it still serves.
 *
 * @throws Error when a living sandbox holds it
 */
export async function demandUnused(directory: string): Promise<void> {
  const holder = readHolder(path.join(directory, FILE));
  if (holder && (await isServing(holder))) {
    throw new Error(
      `Another sandbox (process ${holder.pid}) uses ${directory}: stop it, or give this one another --state-dir`,
    );
  }
}

/**
 * Says who uses the directory.
 *
 * @returns a function that gives it free
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
    // One that does not answer in time is alive; one that refuses is gone.
    return (error as Error).name === 'TimeoutError';
  }
}
