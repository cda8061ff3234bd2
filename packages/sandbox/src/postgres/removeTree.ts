import { rm } from 'node:fs/promises';

/**
 * Removes a directory with retries: a process of a killed sandbox can still be
 * writing to it.
 */
export function removeTree(directory: string): Promise<void> {
  return rm(directory, {
    recursive: true,
    force: true,
    maxRetries: 10,
    retryDelay: 100,
  });
}
