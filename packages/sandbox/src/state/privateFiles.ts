import fs from 'node:fs';

// There are passwords in state and databases.
const PRIVATE_FILE = 0o600;
const PRIVATE_DIRECTORY = 0o700;

/** Makes a directory of the user's own, or makes the one that is there so. */
export function makePrivateDirectory(directory: string): void {
  fs.mkdirSync(directory, { recursive: true, mode: PRIVATE_DIRECTORY });
  fs.chmodSync(directory, PRIVATE_DIRECTORY);
}

/** Writes a file of the user's own, whatever the mode of an earlier one. */
export function writePrivateFile(file: string, content: string): void {
  fs.rmSync(file, { force: true });
  fs.writeFileSync(file, content, { mode: PRIVATE_FILE });
}
