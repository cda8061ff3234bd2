import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import {
  chmod,
  copyFile,
  mkdir,
  mkdtemp,
  readFile,
  readdir,
  realpath,
  symlink,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stopDatabases } from './stopDatabases.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));

const MANIFEST = /^(packages|plugins)\/[^/]+\/package\.json$/;

/**
 * A copy of the repository in a temporary directory: its files, those that are not committed included, and links to the
 * installed packages. Packages of the repository are linked to the copy's own.
 */
export class WorkingCopy {
  static async create() {
    // Jest and PostgreSQL report real paths.
    const parent = await mkdtemp(join(await realpath(tmpdir()), 'tap-mutate-'));
    const copy = new WorkingCopy(parent);
    try {
      // PostgreSQL's account passes through it.
      await chmod(parent, 0o755);
      await copy.#fill();
      return copy;
    } catch (error) {
      await copy.remove();
      throw error;
    }
  }

  /** @param {string} parent */
  constructor(parent) {
    this.parent = parent;
    this.directory = join(parent, 'copy');
    this.files = filesOfRepository();
  }

  /**
   * @param {(file: string) => boolean} isRelevant
   * @returns {Promise<string>} a hash of these files, as they are in the repository
   */
  async fingerprint(isRelevant) {
    const hash = createHash('sha256');
    for (const file of this.files.filter(isRelevant)) {
      hash.update(`${file}\0`).update(await readFile(join(root, file)));
    }
    return hash.digest('hex');
  }

  /** @returns {Promise<string>} an empty directory beside the copy */
  async temporaryDirectory() {
    const directory = await mkdtemp(join(this.parent, 't'));
    await chmod(directory, 0o755);
    return directory;
  }

  /** Removes everything, and stops databases that still use it. An interruption can call it during another call. */
  async remove() {
    this.removal ??= stopDatabases(this.parent);
    await this.removal;
  }

  async #fill() {
    for (const file of this.files) {
      const target = join(this.directory, file);
      await mkdir(dirname(target), { recursive: true });
      await copyFile(join(root, file), target);
    }
    await this.#link('.', ['@tap']);
    const scope = join(this.directory, 'node_modules/@tap');
    await mkdir(scope);
    for (const manifest of this.files.filter(file => MANIFEST.test(file))) {
      const folder = dirname(manifest);
      await this.#link(folder, []);
      const { name } = JSON.parse(await readFile(join(root, manifest), 'utf8'));
      if (name.startsWith('@tap/')) {
        await symlink(
          join(this.directory, folder),
          join(scope, name.slice('@tap/'.length)),
        );
      }
    }
  }

  /** Links every package of the node_modules of a folder, except some. */
  async #link(folder, except) {
    const from = join(root, folder, 'node_modules');
    const to = join(this.directory, folder, 'node_modules');
    await mkdir(to, { recursive: true });
    for (const name of existsSync(from) ? await readdir(from) : []) {
      if (!except.includes(name)) {
        await symlink(join(from, name), join(to, name));
      }
    }
  }
}

function filesOfRepository() {
  const listed = execFileSync(
    'git',
    ['ls-files', '-z', '--cached', '--others', '--exclude-standard'],
    { cwd: root, encoding: 'utf8' },
  );
  return [...new Set(listed.split('\0'))]
    .filter(file => file && existsSync(join(root, file)))
    .sort();
}
