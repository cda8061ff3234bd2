import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const results = `${root}node_modules/.cache/tap-results`;

/**
 * Tests of Jest.
 *
 * @param {string} what - the heading
 * @param {string[]} command - yarn's arguments: a script that runs Jest, and options of Jest
 * @param {Record<string, string>} [env] - more variables of its environment
 * @returns {import('./Run.mjs').Stage}
 */
export function jest(what, command, env) {
  const file = resultFile(what);
  return {
    what,
    command: [
      ...['yarn', ...command, '--watchAll=false', '--silent'],
      ...['--json', `--outputFile=${file}`],
    ],
    env: { CI: 'true', ...env },
    count: () => {
      const result = readResult(file);
      return (
        result && {
          passed: result.numPassedTests,
          // A file that does not even load has no failed test in it.
          failed: result.numFailedTests + result.numRuntimeErrorTestSuites,
          skipped: result.numPendingTests + result.numTodoTests,
          failures: result.testResults
            .filter(({ status }) => status === 'failed')
            .flatMap(jestFailures),
        }
      );
    },
  };
}

/**
 * Tests of Playwright.
 *
 * @param {string} what - the heading
 * @param {string[]} files - the test files; all without any
 * @param {Record<string, string>} [env] - more variables of its environment
 * @returns {import('./Run.mjs').Stage}
 */
export function playwright(what, files, env) {
  ensureBrowser();
  const file = resultFile(what);
  return {
    what,
    command: [
      ...['yarn', 'test:e2e', ...files, '--reporter=list,json'],
      // Playwright empties this folder.
      ...['--output', `test-results/${folderName(what)}`],
    ],
    env: { PLAYWRIGHT_JSON_OUTPUT_NAME: file, ...env },
    count: () => {
      const result = readResult(file);
      return (
        result && {
          passed: result.stats.expected,
          failed:
            result.stats.unexpected + result.stats.flaky + result.errors.length,
          skipped: result.stats.skipped,
          failures: [
            ...result.suites.flatMap(playwrightFailures),
            ...result.errors.map(({ message }) => message),
          ],
        }
      );
    },
  };
}

/** The failed tests of a file, or the file that could not be loaded. */
function jestFailures({ name, assertionResults }) {
  const file = relative(root, name);
  const failed = assertionResults.filter(({ status }) => status === 'failed');
  return failed.length === 0
    ? [file]
    : failed.map(({ fullName }) => `${file}: ${fullName}`);
}

/** The failed tests of a file or of a group of tests in it. */
function playwrightFailures({ file, title, specs, suites = [] }) {
  const group = title === file ? file : `${file}: ${title}`;
  return [
    ...specs.filter(({ ok }) => !ok).map(spec => `${group}: ${spec.title}`),
    ...suites.flatMap(playwrightFailures),
  ];
}

/** Where a stage writes its result; what an earlier run has written there is removed. */
function resultFile(what) {
  mkdirSync(results, { recursive: true });
  const file = `${results}/${folderName(what)}.json`;
  rmSync(file, { force: true });
  return file;
}

/** The heading of a stage as a name of files and folders. */
function folderName(what) {
  return what.replaceAll(/\W+/g, '-');
}

function readResult(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
}

/** Uses a browser of the machine, or downloads Playwright's own. */
function ensureBrowser() {
  const found = spawnSync(
    'sh',
    [
      '-c',
      'command -v chromium-headless-shell || command -v chromium || command -v google-chrome',
    ],
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
      'tap: there is no browser on this machine, and Playwright could not download one. Install one, for example the package chromium of Debian, or set TAP_CHROMIUM to its path',
    );
  }
}
