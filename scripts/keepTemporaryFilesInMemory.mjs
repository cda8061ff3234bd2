import { chmodSync, mkdtempSync, rmSync, statfsSync } from 'node:fs';
import { join } from 'node:path';

/** Linux: a file system in memory. https://www.kernel.org/doc/html/latest/filesystems/tmpfs.html */
const MEMORY = '/dev/shm';

/** The databases of a run need less. In a container, /dev/shm has 64 MiB unless it is configured. */
const NEEDED_BYTES = 4 * 1024 ** 3;

/**
 * Lets the programs that this process starts keep their temporary files in memory, where the machine has room for them:
 * tests create and copy hundreds of databases, and wait for the disk otherwise. The files are removed at the end.
 */
export function keepTemporaryFilesInMemory() {
  if (process.env.TMPDIR || availableBytes() < NEEDED_BYTES) {
    return;
  }
  const directory = mkdtempSync(join(MEMORY, 'tap-test-'));
  // PostgreSQL does not run as root: its user traverses the directory.
  chmodSync(directory, 0o711);
  process.env.TMPDIR = directory;
  process.on('exit', () => rmSync(directory, { recursive: true, force: true }));
  for (const signal of ['SIGINT', 'SIGTERM']) {
    process.once(signal, () => process.exit(1));
  }
}

function availableBytes() {
  try {
    const { bavail, bsize } = statfsSync(MEMORY);
    return bavail * bsize;
  } catch {
    return 0;
  }
}
