import { readFile, readdir } from 'node:fs/promises';
import { join, relative } from 'node:path';

/** A file on disk. */
export interface FoundFile {
  /** Absolute path. */
  path: string;
  /** Path relative to the directory. */
  name: string;
  /** Each byte as a character. */
  bytes: string;
}

/** All files in a directory, recursively. */
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
