import { readFile, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** Servers that end delete files while the directory is read. */
const ATTEMPTS = 5;

/**
 * Stops the PostgreSQL servers that a killed test has left behind, and removes the directory that contains their data.
 * A server leaves the process group of the test, but writes its process id into its data directory:
 * https://www.postgresql.org/docs/current/storage-file-layout.html
 *
 * @param {string} directory - the temporary directory of the test
 */
export async function stopDatabases(directory) {
  for (const dataDirectory of await dataDirectories(directory)) {
    await stop(dataDirectory);
  }
  await rm(directory, { recursive: true, force: true, maxRetries: ATTEMPTS });
}

async function dataDirectories(directory, attempts = ATTEMPTS) {
  try {
    // With the types of the entries, Node.js does not follow links, such as those to the installed packages.
    const entries = await readdir(directory, {
      recursive: true,
      withFileTypes: true,
    });
    return entries
      .filter(({ name }) => name === 'postmaster.pid')
      .map(({ parentPath }) => parentPath);
  } catch (error) {
    if (error.code === 'ENOENT' && attempts > 1) {
      return dataDirectories(directory, attempts - 1);
    }
    throw error;
  }
}

async function stop(dataDirectory) {
  try {
    const file = join(dataDirectory, 'postmaster.pid');
    const [pid, itsDataDirectory] = (await readFile(file, 'utf8')).split('\n');
    if (itsDataDirectory === dataDirectory) {
      // An immediate shutdown: the server ends without a checkpoint.
      process.kill(Number(pid), 'SIGQUIT');
    }
  } catch (error) {
    // It has ended by itself.
    if (error.code !== 'ENOENT' && error.code !== 'ESRCH') {
      throw error;
    }
  }
}
