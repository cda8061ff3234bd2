import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

/**
 * The commit that a change starts from: where this branch has left `main`. On `main` itself that is the last commit, so
 * that the change is what is not committed.
 *
 * @returns its hash
 */
export function startOfChange() {
  const main = ['main', 'origin/main'].find(isCommit) ?? 'HEAD';
  return git('merge-base', 'HEAD', main)[0];
}

/**
 * Files that differ from a commit, those that are not committed included; without deleted ones.
 *
 * @param {string} commit
 * @returns {string[]} paths from the root of the repository
 */
export function changedFiles(commit) {
  return [
    ...git('diff', '--name-only', commit),
    ...git('ls-files', '--others', '--exclude-standard'),
  ].filter(file => existsSync(`${root}${file}`));
}

function isCommit(name) {
  try {
    git('rev-parse', '--verify', '--quiet', `${name}^{commit}`);
    return true;
  } catch {
    return false;
  }
}

function git(...args) {
  const printed = execFileSync('git', args, { cwd: root, encoding: 'utf8' });
  return printed.split('\n').filter(Boolean);
}
