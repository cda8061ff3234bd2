// Starts the portal on the sandbox: builds the front end where it is older than its sources, starts the sandbox, waits
// until it is healthy, starts the back end. Ctrl-C stops both, and with the sandbox every database.
// Arguments go to the back end, such as `--config app-config.yaml --config mine.yaml`.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setTimeout as sleep } from 'node:timers/promises';
import { ConfigSources } from '@backstage/config-loader';
import { startFrontEndBuild } from './frontEndBuild.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
// Paths are meant from where the command was given; the back end runs in its own folder.
const backendArguments = process.argv
  .slice(2)
  .map(argument => (argument.startsWith('-') ? argument : resolve(argument)));
const nodeTransform = ['--require', '@backstage/cli/config/nodeTransform.cjs'];

const children = [];
let stopping;

process.on('SIGINT', () => stop(0));
process.on('SIGTERM', () => stop(0));
// yarn does not pass signals on when it is killed; an orphan would keep the ports and the databases.
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
 * The portal's databases are in this directory, and by default the sandbox's state. A sandbox of root lets the group of
 * its databases pass through (0710), which is left as it is.
 */
function closeToOthers(directory) {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  if (statSync(directory).mode & 0o067) {
    chmodSync(directory, 0o700);
  }
}

/** Where app-config expects the sandbox: the first target that names an endpoint. */
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
      'tap: no target in app-config names an endpoint, so there is no sandbox to start',
    );
    process.exit(1);
  }
  return new URL(target.getString('endpoint'));
}

function start(name, folder, args) {
  const child = spawn(process.execPath, [...nodeTransform, ...args], {
    cwd: `${root}${folder}`,
    // Standard input closed: the children must not react to what is typed here.
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { NODE_ENV: 'development', ...process.env },
    // Own process groups: Ctrl-C reaches only this process, which stops the children in order.
    detached: true,
  });
  child.once('exit', (code, signal) => {
    if (!stopping) {
      console.error(`tap: ${name} ended (${signal ?? code}), stopping`);
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
    console.error(`tap: the sandbox does not answer at ${url}`);
    await stop(1);
  }
}

// Back end first, so that nothing asks a sandbox that is gone.
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
    console.error('tap: the front end did not build');
    process.exit(1);
  }
}
