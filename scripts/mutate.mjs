// `./tap mutate`: changes the code in a random sample of places, one after the other, and reports which changes the tests
// do not notice. The exit code is 1 if less than 90 % are noticed. Works on a copy of the repository.
import { randomInt } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { explanationOf } from './mutate/explained.mjs';
import { instrument } from './mutate/instrument.mjs';
import { killRuns } from './mutate/JestRun.mjs';
import { measureTests } from './mutate/measureTests.mjs';
import { sample } from './mutate/sample.mjs';
import { TESTED_PACKAGES } from './mutate/strata.mjs';
import { testAll } from './mutate/testAll.mjs';
import { WorkingCopy } from './mutate/WorkingCopy.mjs';

const HELP = `./tap mutate: finds changes of the code that no test notices

  --count N      size of the sample (default 200)
  --seed N       the same sample for the same code (default: random, printed)
  --only PART    only files whose path contains this text
  --minutes N    tries slower tests on what is not noticed until this time (default 50)
  --out FILE     output file for the result as JSON

The exit code is 1 if less than 90 % of the mutants are noticed.
`;

const TARGET_PERCENT = 90;

const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '200' },
    seed: { type: 'string', default: `${randomInt(1, 1_000_000)}` },
    only: { type: 'string', default: '' },
    minutes: { type: 'string', default: '50' },
    out: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) {
  process.stdout.write(HELP);
  process.exit();
}
const [count, seed, minutes] = ['count', 'seed', 'minutes'].map(wholeNumber);

const copy = await WorkingCopy.create();
['SIGINT', 'SIGTERM'].forEach(signal => process.once(signal, interrupt));
try {
  await run();
} finally {
  killRuns();
  await copy.remove();
}

async function run() {
  console.log(`seed ${seed}`);
  const all = await instrument(copy.directory, copy.files);
  const mutants = all.filter(({ file }) => file.includes(values.only));
  const drawn = sample(mutants, { count, seed });
  console.log(
    `${drawn.length} of ${mutants.length} mutants; running the tests`,
  );
  const packages = values.only
    ? TESTED_PACKAGES.filter(folder =>
        mutants.some(({ file }) => file.startsWith(`${folder}/`)),
      )
    : TESTED_PACKAGES;
  const measured = await measureTests(copy, all, packages);
  const tests = measured.filter(({ isPassed }) => isPassed);
  for (const { file } of measured.filter(({ isPassed }) => !isPassed)) {
    console.log(`left out, fails without mutants: ${file}`);
  }

  const results = await testAll(copy, drawn, tests, {
    isTimeOver: () => process.uptime() > minutes * 60,
    onResult: (result, number) =>
      console.log(`${number}/${drawn.length} ${lineOf(result)}`),
  });
  await report(results);
}

/** Prints what was not noticed and the share of what was, and sets the exit code. */
async function report(results) {
  const noticed = results.filter(result => result.noticed);
  const survivors = results
    .filter(result => !result.noticed)
    .map(result => ({ ...result, explanation: explanationOf(result) }));
  const explained = survivors.filter(({ explanation }) => explanation);
  for (const survivor of survivors) {
    console.log(`\n${textOf(survivor)}`);
  }
  if (values.out) {
    const result = { seed, noticed, survivors };
    await writeFile(values.out, `${JSON.stringify(result, undefined, 2)}\n`);
  }
  const percent = (100 * noticed.length) / results.length;
  const share = `${noticed.length} of ${
    results.length
  } noticed (${percent.toFixed(1)} %)`;
  const duration = Math.round(process.uptime() / 60);
  console.log(
    `\nseed ${seed}: ${share}, ${explained.length} of the others explained, ${duration} minutes`,
  );
  process.exitCode = percent >= TARGET_PERCENT ? 0 : 1;
}

function lineOf({ noticed, file, line, mutator, by }) {
  const outcome = noticed ? 'noticed ' : 'SURVIVED';
  return `${outcome} ${file}:${line} ${mutator} (${by})`;
}

function textOf({
  file,
  line,
  mutator,
  by,
  original,
  replacement,
  explanation,
}) {
  return [
    `${file}:${line} ${mutator}: ${explanation ?? by}`,
    ...original.split('\n').map(text => `- ${text}`),
    ...replacement.split('\n').map(text => `+ ${text}`),
  ].join('\n');
}

async function interrupt(signal) {
  console.error(`tap: interrupted by ${signal}`);
  killRuns();
  await copy.remove();
  process.exit(1);
}

function wholeNumber(name) {
  if (!/^\d+$/.test(values[name])) {
    process.stderr.write(
      `tap: --${name} must be a whole number, for example --${name} 200\n`,
    );
    process.exit(2);
  }
  return Number(values[name]);
}
