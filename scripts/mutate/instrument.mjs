import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Instrumenter } from '@stryker-mutator/instrumenter';
import { ignoredTexts } from './ignoredTexts.mjs';
import { stratumOf } from './strata.mjs';

/**
 * One change of the source code that a test is expected to notice.
 *
 * @typedef {object} Mutant
 * @property {string} id - activates it: see `instrument`
 * @property {string} stratum
 * @property {string} file - path from the root of the repository
 * @property {number} line - from 1
 * @property {string} mutator - the kind of change, by Stryker's name:
 * https://stryker-mutator.io/docs/mutation-testing-elements/supported-mutators/
 * @property {string} original - the text that is replaced
 * @property {string} replacement
 */

/**
 * Rewrites the files of all strata, so that each contains all of its mutants. A mutant is active in processes whose
 * environment variable `__STRYKER_ACTIVE_MUTANT__` contains its id; without it, the code behaves as before, and records in
 * `globalThis.__stryker__.mutantCoverage` which mutants it has passed.
 *
 * @param {string} directory - a copy of the repository
 * @param {string[]} files - the files of the copy, from its root
 * @returns {Promise<Mutant[]>} the same for the same files
 */
export async function instrument(directory, files) {
  const names = files.filter(stratumOf).sort();
  const sources = new Map();
  for (const name of names) {
    sources.set(name, await readFile(join(directory, name), 'utf8'));
  }
  const result = await new Instrumenter(QUIET).instrument(
    names.map(name => ({ name, content: sources.get(name), mutate: true })),
    { plugins: null, excludedMutations: [], ignorers: [ignoredTexts] },
  );
  for (const { name, content } of result.files) {
    await writeFile(join(directory, name), content);
  }
  return result.mutants
    .filter(({ status }) => status !== 'Ignored')
    .map(({ id, fileName, location, mutatorName, replacement }) => ({
      id,
      stratum: stratumOf(fileName),
      file: fileName,
      line: location.start.line + 1,
      mutator: mutatorName,
      original: textAt(sources.get(fileName), location),
      replacement,
    }));
}

/** Stryker's logger; what the instrumenter writes to it is of no interest here. */
const QUIET = {
  ...Object.fromEntries(
    ['trace', 'debug', 'info', 'warn', 'error', 'fatal'].map(level => [
      level,
      () => {},
    ]),
  ),
  isDebugEnabled: () => false,
};

/** Lines and columns count from 0. */
function textAt(source, { start, end }) {
  const lines = source.split('\n').slice(start.line, end.line + 1);
  lines.push(lines.pop().slice(0, end.column));
  lines[0] = lines[0].slice(start.column);
  return lines.join('\n');
}
