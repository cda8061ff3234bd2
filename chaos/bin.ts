import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { meetsTargets } from './campaign/CampaignReport';
import { runCampaign } from './campaign/runCampaign';
import { printTable } from './printTable';

const HELP = `./tap chaos: what becomes of environments when everything goes wrong

  ./tap chaos --lifecycles 100 --seed 1 --out FILE.json
      runs lifecycles of environments against one sandbox while it kills the back end, throttles, drops connections,
      answers late and stale and fails resources; then compares the sandbox's truth with the catalog and the tasks

  --out FILE        where the result is written as JSON
  --lifecycles N    how many environments
  --seed S          the same decisions for the same seed (default 1)
  --concurrency N   lifecycles at a time (default 10)
  --kills N         how often the back end is killed (default: one for five lifecycles, at least 2)
  --speed N         sandbox seconds per second (default 60)
`;

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      out: { type: 'string' },
      lifecycles: { type: 'string' },
      seed: { type: 'string', default: '1' },
      concurrency: { type: 'string', default: '10' },
      kills: { type: 'string' },
      speed: { type: 'string', default: '60' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help || !values.lifecycles) {
    process.stdout.write(HELP);
    return values.help ? 0 : 2;
  }
  const lifecycles = wholeNumber('lifecycles', values.lifecycles);
  const begun = performance.now();
  const log = (line: string) => {
    const seconds = ((performance.now() - begun) / 1000).toFixed(0);
    process.stderr.write(`${seconds.padStart(5)} s  ${line}\n`);
  };
  const directory = await mkdtemp(join(tmpdir(), 'tap-chaos-'));
  log(`logs are in ${directory}`);
  const { report, findings } = await runCampaign({
    lifecycles,
    seed: wholeNumber('seed', values.seed),
    directory,
    concurrency: wholeNumber('concurrency', values.concurrency),
    kills:
      values.kills === undefined
        ? Math.max(2, Math.round(lifecycles / 5))
        : wholeNumber('kills', values.kills),
    uptimeSeconds: [10, 35],
    speed: wholeNumber('speed', values.speed),
    log,
  });
  printTable(report);
  findings.forEach(finding => process.stdout.write(`${finding}\n`));
  if (values.out) {
    await writeFile(
      resolve(values.out),
      `${JSON.stringify(report, undefined, 2)}\n`,
    );
  }
  return meetsTargets(report) ? 0 : 1;
}

function wholeNumber(flag: string, value: string): number {
  if (!/^\d+$/.test(value)) {
    throw new Error(`--${flag} must be a whole number, for example 100`);
  }
  return Number(value);
}

main().then(
  code => process.exit(code),
  error => {
    process.stderr.write(`chaos: ${error.stack}\n`);
    process.exit(2);
  },
);
