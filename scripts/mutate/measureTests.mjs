import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runJest } from './JestRun.mjs';

const cache = fileURLToPath(
  new URL('../../node_modules/.cache/tap-mutate', import.meta.url),
);

/**
 * A test file, as it runs without any mutant.
 *
 * @typedef {object} TestFile
 * @property {string} file - path from the root of the repository
 * @property {number} seconds - what it takes
 * @property {string[]} mutants - ids of the mutants that it passes
 *
 * @typedef {object} Measurement
 * @property {TestFile[]} tests
 * @property {string[]} failed - test files that fail without any mutant: they cannot notice one
 */

/**
 * Runs all tests of the packages once and records which mutants each test file passes. The result is kept for later runs
 * on the same code.
 *
 * @param {import('./WorkingCopy.mjs').WorkingCopy} copy - instrumented
 * @param {string[]} sources - only tests that import one of these files, directly or indirectly; if empty, all tests
 * @returns {Promise<Measurement>}
 * @throws Error if Jest does not run
 */
export async function measureTests(copy, sources) {
  const key = [await copy.fingerprint(), ...sources].join('\n');
  const file = join(cache, 'tests.json');
  const kept = await readJson(file);
  if (kept?.key === key) {
    return kept.measurement;
  }
  const measurement = await measure(copy, sources);
  await mkdir(cache, { recursive: true });
  await writeFile(file, JSON.stringify({ key, measurement }));
  return measurement;
}

async function measure(copy, sources) {
  const related = sources.map(name => join(copy.directory, name));
  const { printed, result } = await runJest(
    copy,
    directory => ({
      args: [
        '--maxWorkers=2',
        ...['--json', `--outputFile=${directory}/result.json`],
        ...(related.length > 0 ? ['--findRelatedTests', ...related] : []),
      ],
      env: { TAP_MUTANT_COVERAGE: directory },
    }),
    { read: readMeasurement },
  );
  if (!result) {
    throw new Error(`Jest wrote no result:\n${printed}`);
  }
  const name = file => relative(copy.directory, file);
  const mutants = new Map(
    result.coverage.map(each => [each.testFile, each.mutants]),
  );
  const [passed, failed] = [true, false].map(isPassed =>
    result.files.filter(({ status }) => (status === 'passed') === isPassed),
  );
  return {
    failed: failed.map(each => name(each.name)),
    tests: passed.map(each => ({
      file: name(each.name),
      seconds: (each.endTime - each.startTime) / 1000,
      mutants: mutants.get(each.name) ?? [],
    })),
  };
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

/** @returns the content of a JSON file; undefined if there is none */
async function readJson(file) {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch (error) {
    if (error.code === 'ENOENT') {
      return undefined;
    }
    throw error;
  }
}
