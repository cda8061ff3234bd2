// Starts the portal with the sandbox: builds the front end if its sources have changed, starts the sandbox, waits until
// it is healthy, and starts the back end. Ctrl-C stops both and the databases. Arguments are passed to the back end,
// for example `--config app-config.yaml --config mine.yaml`.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setTimeout as sleep } from 'node:timers/promises';
import { ConfigSources } from '@backstage/config-loader';
import { startFrontEndBuild } from './frontEndBuild.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
// Paths are relative to the current directory; the back end runs in its own folder.
const backendArguments = process.argv
  .slice(2)
  .map(argument => (argument.startsWith('-') ? argument : resolve(argument)));
const nodeTransform = ['--require', '@backstage/cli/config/nodeTransform.cjs'];

const children = [];
let stopping;

process.on('SIGINT', () => stop(0));
process.on('SIGTERM', () => stop(0));
// yarn does not forward signals when it is killed; an orphan would keep the ports and the databases.
const parent = process.ppid;
setInterval(() => process.ppid !== parent && stop(0), 1000).unref();

closeToOthers(`${root}.sandbox`);
await buildFrontEnd();
const endpoint = await sandboxEndpoint();
const sandbox = start('sandbox', 'packages/sandbox', [
  'src/bin.ts',
  '--port',
  endpoint.port,
  '--state-dir',
  process.env.TAP_SANDBOX_DIR || `${root}.sandbox`,
  ...(process.env.TAP_SANDBOX_SPEED
    ? ['--speed', process.env.TAP_SANDBOX_SPEED]
    : []),
]);
await healthy(`${endpoint.origin}/_sandbox/health`, sandbox);
start('backend', 'packages/backend', ['src/index.ts', ...backendArguments]);

/**
 * Contains the portal's databases and, by default, the state of the sandbox. If the sandbox runs as root, the group of
 * its databases can traverse the directory (0710), which is not changed.
 */
function closeToOthers(directory) {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  if (statSync(directory).mode & 0o067) {
    chmodSync(directory, 0o700);
  }
}

/** The sandbox's URL in app-config: the first target with an endpoint. */
async function sandboxEndpoint() {
  const config = await ConfigSources.toConfig(
    ConfigSources.default({ rootDir: root, argv: backendArguments }),
  );
  const target = config
    .getConfigArray('tap.targets')
    .find(candidate => candidate.has('endpoint'));
  config.close();
  if (!target) {
    console.error(
      'tap: no target in app-config has an endpoint, so there is no sandbox to start',
    );
    process.exit(1);
  }
  return new URL(target.getString('endpoint'));
}

function start(name, folder, args) {
  const child = spawn(process.execPath, [...nodeTransform, ...args], {
    cwd: `${root}${folder}`,
    // Standard input is closed, so that the children do not react to it.
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { NODE_ENV: 'development', ...process.env },
    // Separate process groups: Ctrl-C reaches only this process, which stops the children in order.
    detached: true,
  });
  child.once('exit', (code, signal) => {
    if (!stopping) {
      console.error(`tap: ${name} exited (${signal ?? code}), stopping`);
      stop(1);
    }
  });
  children.push(child);
  return child;
}

async function healthy(url, child) {
  for (let attempt = 0; attempt < 300 && !stopping; attempt++) {
    const answer = await fetch(url).catch(() => undefined);
    if (answer?.ok) return;
    if (child.exitCode !== null) return;
    await sleep(200);
  }
  if (!stopping) {
    console.error(`tap: the sandbox does not respond at ${url}`);
    await stop(1);
  }
}

// Back end first, so that it does not call a stopped sandbox.
async function stop(exitCode) {
  stopping ??= (async () => {
    for (const child of [...children].reverse()) {
      if (child.exitCode === null && child.signalCode === null) {
        const exited = once(child, 'exit');
        child.kill('SIGTERM');
        const timer = setTimeout(() => child.kill('SIGKILL'), 30_000);
        await exited;
        clearTimeout(timer);
      }
    }
    process.exit(exitCode);
  })();
  return stopping;
}

async function buildFrontEnd() {
  const build = startFrontEndBuild();
  if (!build) {
    return;
  }
  children.push(build);
  const [code] = await once(build, 'exit');
  children.splice(children.indexOf(build), 1);
  if (code !== 0) {
    console.error('tap: the build of the front end failed');
    process.exit(1);
  }
}
