import { readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** The record of a server on disk, beside its data. Contains a password. */
export interface ServerRecord {
  id: string;
  majorVersion: number;
  port: number;
  parameters: Record<string, string>;
  adminPassword: string;
  masterUsername: string;
  /** The ID of the primary; replicas only. */
  sourceId?: string;
  /** False until the server is complete for the first time. */
  ready: boolean;
  /** Whether the server is to run while the sandbox runs. */
  wanted: boolean;
}

const FILE = 'server.json';

/** @returns undefined if the directory contains no server */
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

/** Writes through a rename, so that a crash leaves the old or the new record. */
export async function writeRecord(
  directory: string,
  record: ServerRecord,
): Promise<void> {
  const file = path.join(directory, FILE);
  const content = JSON.stringify(record, undefined, 2);
  await writeFile(`${file}.new`, content, { mode: 0o600 });
  await rename(`${file}.new`, file);
}
