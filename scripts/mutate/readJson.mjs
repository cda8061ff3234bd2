import { readFile } from 'node:fs/promises';

/** @returns the content of a JSON file; undefined if there is none */
export async function readJson(file) {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch (error) {
    if (error.code === 'ENOENT') {
      return undefined;
    }
    throw error;
  }
}
