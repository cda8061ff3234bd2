import { rm } from 'node:fs/promises';

/**
 * Removes a directory, with patience: a process of a sandbox that was killed can
 * still be writing into it.
 */
export function removeTree(directory: string): Promise<void> {
  return rm(directory, {
    recursive: true,
    force: true,
    maxRetries: 10,
    retryDelay: 100,
  });
}
