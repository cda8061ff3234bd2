import fs from 'node:fs';

// State and databases contain passwords.
const PRIVATE_FILE = 0o600;
const PRIVATE_DIRECTORY = 0o700;

/**
 * Creates a directory that only the user can access, or restricts an existing
 * one.
 */
export function makePrivateDirectory(directory: string): void {
  fs.mkdirSync(directory, { recursive: true, mode: PRIVATE_DIRECTORY });
  fs.chmodSync(directory, PRIVATE_DIRECTORY);
}

/**
 * Writes a file that only the user can access, regardless of its previous mode.
 */
export function writePrivateFile(file: string, content: string): void {
  fs.rmSync(file, { force: true });
  fs.writeFileSync(file, content, { mode: PRIVATE_FILE });
}
