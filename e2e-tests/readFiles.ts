import { readFile, readdir } from 'node:fs/promises';
import { join, relative } from 'node:path';

/** A file as it is on the disk. */
export interface FoundFile {
  /** Absolute. */
  path: string;
  /** From the directory that was asked for. */
  name: string;
  /** Each byte a character. */
  bytes: string;
}

/** Every file below a directory. */
export async function readFiles(directory: string): Promise<FoundFile[]> {
  const entries = await readdir(directory, {
    recursive: true,
    withFileTypes: true,
  });
  return Promise.all(
    entries
      .filter(entry => entry.isFile())
      .map(async entry => {
        const path = join(entry.parentPath, entry.name);
        return {
          path,
          name: relative(directory, path),
          bytes: await readFile(path, 'latin1'),
        };
      }),
  );
}
