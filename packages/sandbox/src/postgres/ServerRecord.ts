import { readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** What is kept of a server on disk, beside its data. Holds a password. */
export interface ServerRecord {
  id: string;
  majorVersion: number;
  port: number;
  parameters: Record<string, string>;
  adminPassword: string;
  masterUsername: string;
  /** Only of a replica: the ID of its primary. */
  sourceId?: string;
  /** False until the server has once been complete. */
  ready: boolean;
  /** Whether it should run while the sandbox runs. */
  wanted: boolean;
}

const FILE = 'server.json';

/** @returns undefined when the directory holds no server */
export async function readRecord(
  directory: string,
): Promise<ServerRecord | undefined> {
  try {
    return JSON.parse(await readFile(path.join(directory, FILE), 'utf8'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
      return undefined;
    }
    throw error;
  }
}

/** By way of a rename: a crash leaves the old record or the new one. */
export async function writeRecord(
  directory: string,
  record: ServerRecord,
): Promise<void> {
  const file = path.join(directory, FILE);
  const content = JSON.stringify(record, undefined, 2);
  await writeFile(`${file}.new`, content, { mode: 0o600 });
  await rename(`${file}.new`, file);
}
