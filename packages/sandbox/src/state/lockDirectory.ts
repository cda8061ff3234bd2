import fs from 'fs';
import path from 'path';

/**
 * Keeps a second sandbox away from a state directory.
 *
 * @returns a function that gives the directory free
 * @throws Error when a living process holds it
 */
export function lockDirectory(directory: string): () => void {
  const file = path.join(directory, 'sandbox.pid');
  const holder = readPid(file);
  if (holder !== undefined && isAlive(holder)) {
    throw new Error(
      `Another sandbox (process ${holder}) uses ${directory}: stop it, or give this one another --state-dir`,
    );
  }
  fs.writeFileSync(file, String(process.pid));
  return () => fs.rmSync(file, { force: true });
}

function readPid(file: string): number | undefined {
  try {
    return Number(fs.readFileSync(file, 'utf8')) || undefined;
  } catch {
    return undefined;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
