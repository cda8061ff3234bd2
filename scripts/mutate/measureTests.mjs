import { createHash } from 'node:crypto';
import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runJest } from './JestRun.mjs';
import { readJson } from './readJson.mjs';

const cache = fileURLToPath(
  new URL('../../node_modules/.cache/tap-mutate', import.meta.url),
);

/** What no test executes. */
const NOT_EXECUTED = /\.md$|^scripts\/mutate/;

/**
 * A test file, as it runs without any mutant.
 *
 * @typedef {object} TestFile
 * @property {string} file - path from the root of the repository
 * @property {string} content - its hash
 * @property {boolean} isPassed - one that fails without any mutant cannot notice one
 * @property {number} seconds - what it takes
 * @property {string[]} mutants - ids of the mutants that it passes
 */

/**
 * Runs tests of the packages without any mutant and records which mutants each test file passes. The result is kept: only
 * new, changed and failed test files are run again, until another file changes.
 *
 * @param {import('./WorkingCopy.mjs').WorkingCopy} copy - instrumented
 * @param {import('./instrument.mjs').Mutant[]} mutants - all of the copy
 * @param {string[]} packages - the folders of the packages whose tests are run
 * @returns {Promise<TestFile[]>}
 * @throws Error if Jest does not run
 */
export async function measureTests(copy, mutants, packages) {
  const isTest = file => /\.test\.tsx?$/.test(file);
  const code = await copy.fingerprint(
    file => !isTest(file) && !NOT_EXECUTED.test(file),
  );
  const key = hash(code + JSON.stringify(mutants));
  const kept = await readJson(join(cache, 'tests.json'));
  const measured = new Map();
  for (const test of kept?.key === key ? kept.tests : []) {
    if (test.isPassed && test.content === (await contentOf(copy, test.file))) {
      measured.set(test.file, test);
    }
  }
  const missing = copy.files.filter(
    file =>
      isTest(file) &&
      packages.some(folder => file.startsWith(`${folder}/src/`)) &&
      !measured.has(file),
  );
  if (missing.length > 0) {
    for (const test of await measure(copy, missing)) {
      measured.set(test.file, test);
    }
    await mkdir(cache, { recursive: true });
    await writeFile(
      join(cache, 'tests.json'),
      JSON.stringify({ key, tests: [...measured.values()] }),
    );
  }
  return [...measured.values()];
}

async function measure(copy, tests) {
  const { printed, result } = await runJest(
    copy,
    directory => ({
      args: [
        '--maxWorkers=2',
        ...['--json', `--outputFile=${directory}/result.json`],
        ...[
          '--runTestsByPath',
          ...tests.map(name => join(copy.directory, name)),
        ],
      ],
      env: { TAP_MUTANT_COVERAGE: directory },
    }),
    { read: readMeasurement },
  );
  if (!result) {
    throw new Error(`Jest wrote no result:\n${printed}`);
  }
  const passed = new Map(
    result.coverage.map(each => [each.testFile, each.mutants]),
  );
  return Promise.all(
    result.files.map(async ({ name, status, startTime, endTime }) => {
      const file = relative(copy.directory, name);
      return {
        file,
        content: await contentOf(copy, file),
        isPassed: status === 'passed',
        seconds: (endTime - startTime) / 1000,
        mutants: passed.get(name) ?? [],
      };
    }),
  );
}

async function readMeasurement(directory) {
  const result = await readJson(join(directory, 'result.json'));
  if (!result) {
    return undefined;
  }
  const names = (await readdir(directory)).filter(name =>
    /^[0-9a-f-]{36}\.json$/.test(name),
  );
  const coverage = await Promise.all(
    names.map(name => readJson(join(directory, name))),
  );
  return { files: result.testResults, coverage };
}

/** @returns a hash; undefined for a file that the copy does not have */
async function contentOf(copy, file) {
  return copy.files.includes(file)
    ? hash(await readFile(join(copy.directory, file)))
    : undefined;
}

function hash(content) {
  return createHash('sha256').update(content).digest('hex');
}
