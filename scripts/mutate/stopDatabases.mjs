import { readFile, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Stops the PostgreSQL servers that a killed test has left behind, and removes the directory that contains their data.
 * A server leaves the process group of the test, but writes its process id into its data directory:
 * https://www.postgresql.org/docs/current/storage-file-layout.html
 *
 * @param {string} directory - the temporary directory of the test
 */
export async function stopDatabases(directory) {
  // With the types of the entries, Node.js does not follow links, such as those to the installed packages.
  const entries = await readdir(directory, {
    recursive: true,
    withFileTypes: true,
  });
  for (const { name, parentPath } of entries) {
    if (name === 'postmaster.pid') {
      await stop(parentPath);
    }
  }
  await rm(directory, { recursive: true, force: true, maxRetries: 5 });
}

async function stop(dataDirectory) {
  const file = join(dataDirectory, 'postmaster.pid');
  const [pid, itsDataDirectory] = (await readFile(file, 'utf8')).split('\n');
  if (itsDataDirectory !== dataDirectory) {
    return;
  }
  try {
    // An immediate shutdown: the server ends without a checkpoint.
    process.kill(Number(pid), 'SIGQUIT');
  } catch (error) {
    if (error.code !== 'ESRCH') {
      throw error;
    }
  }
}
