import { spawn } from 'node:child_process';
import { existsSync, globSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

/**
 * Starts a build of the front end where it is older than its sources.
 *
 * @returns the process that builds, or undefined where the build is up to date
 */
export function startFrontEndBuild() {
  if (isUpToDate()) {
    return undefined;
  }
  console.log('tap: building the front end');
  return spawn('yarn', ['workspace', 'app', 'build'], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
}

function isUpToDate() {
  const built = `${root}packages/app/dist/index.html`;
  const sources = globSync(
    [
      'yarn.lock',
      'packages/app/{src,public}/**',
      'packages/app/package.json',
      'plugins/{tap,tap-common}/src/**',
    ],
    { cwd: root },
  );
  const newest = Math.max(
    ...sources.map(source => statSync(`${root}${source}`).mtimeMs),
  );
  return existsSync(built) && statSync(built).mtimeMs > newest;
}
