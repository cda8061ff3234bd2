// Runs everything that can fail: types, lint, formatting, configuration, unit and integration tests, end-to-end tests. Prints at
// the end one line `N passed, N failed` over all of them, and exits with 1 where anything failed.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const results = `${root}test-results`;

rmSync(results, { recursive: true, force: true });
mkdirSync(results, { recursive: true });

const tally = { passed: 0, failed: 0, skipped: 0 };

await check('types', 'yarn', ['tsc']);
await check('lint', 'yarn', ['lint']);
await check('imports between packages', 'yarn', ['lint:imports']);
await check('formatting', 'yarn', ['prettier:check']);
await check('configuration for production', 'yarn', [
  ...['backstage-cli', 'config:check', '--strict', '--lax'],
  ...['--config', 'app-config.yaml'],
  ...['--config', 'app-config.production.yaml'],
]);
// The infrastructure apart from the others: the package's own script demands complete coverage.
await suite('tests of the stack', () =>
  jest('stack', ['workspace', '@tap/stack', 'test']),
);
await suite('unit and integration tests', () =>
  jest('jest', ['test:unit', '--ignoreProjects', '@tap/stack']),
);
ensureBrowser();
await suite('end-to-end tests', playwright);

const { passed, failed, skipped } = tally;
console.log(
  `${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}`,
);
process.exit(failed === 0 ? 0 : 1);

async function check(what, command, args) {
  console.log(`\n== ${what}`);
  tally[(await run(command, args)) === 0 ? 'passed' : 'failed']++;
}

/** A suite that wrote no result counts as one failure: nothing is lost silently. */
async function suite(what, prepare) {
  console.log(`\n== ${what}`);
  const { args, env, file, count } = prepare();
  const code = await run('yarn', args, env);
  const counted = existsSync(file)
    ? count(JSON.parse(readFileSync(file, 'utf8')))
    : { passed: 0, failed: 1, skipped: 0 };
  for (const [outcome, number] of Object.entries(counted)) {
    tally[outcome] += number;
  }
  if (code !== 0 && counted.failed === 0) {
    // As when the coverage is below its threshold.
    console.error(`${what}: ended with code ${code}`);
    tally.failed++;
  }
}

function jest(name, command) {
  const file = `${results}/${name}.json`;
  return {
    args: [
      ...command,
      '--watchAll=false',
      '--maxWorkers=2',
      '--json',
      `--outputFile=${file}`,
    ],
    env: { CI: 'true' },
    file,
    count: result => ({
      passed: result.numPassedTests,
      // A file that does not even load has no failed test in it.
      failed: result.numFailedTests + result.numRuntimeErrorTestSuites,
      skipped: result.numPendingTests + result.numTodoTests,
    }),
  };
}

function playwright() {
  const file = `${root}node_modules/.cache/e2e.json`;
  rmSync(file, { force: true });
  return {
    args: ['test:e2e', '--reporter=list,json'],
    env: { PLAYWRIGHT_JSON_OUTPUT_NAME: file },
    file,
    count: ({ stats, errors }) => ({
      passed: stats.expected,
      failed: stats.unexpected + stats.flaky + errors.length,
      skipped: stats.skipped,
    }),
  };
}

/** A browser that is on the machine, else Playwright's own download, else a word on what to do. */
function ensureBrowser() {
  const found = spawnSync(
    'sh',
    ['-c', 'command -v chromium || command -v google-chrome'],
    { stdio: 'ignore' },
  );
  if (process.env.TAP_CHROMIUM || found.status === 0) {
    return;
  }
  const download = spawnSync('yarn', ['playwright', 'install', 'chromium'], {
    cwd: root,
    stdio: 'inherit',
  });
  if (download.status !== 0) {
    console.error(
      'tap: no browser found, and none could be downloaded; install one, such as the package chromium of Debian, or name it in TAP_CHROMIUM',
    );
  }
}

async function run(command, args, env = {}) {
  const child = spawn(command, args, {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, ...env },
  });
  const [code, signal] = await once(child, 'exit');
  return signal ? 1 : code;
}
