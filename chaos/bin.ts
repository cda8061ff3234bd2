import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { meetsTargets } from './campaign/CampaignReport';
import { runCampaign } from './campaign/runCampaign';
import { runFanout } from './fanout/runFanout';
import { printTable } from './printTable';
import { stopOnSignal } from './processes/stopOnSignal';

const HELP = `./tap chaos: fault injection campaigns

  ./tap chaos --lifecycles 100 --seed 1 --out FILE.json
runs lifecycles of environments on one sandbox while it kills the back end and injects throttling, closed
connections, late and stale responses and failing resources; then compares the sandbox with catalog and tasks
  ./tap chaos --fanout 200 --rate 5 --out FILE.json
      deploys environments concurrently on one back end, with a limit of AWS calls per second

  --out FILE        output file for the result as JSON
  --speed N         sandbox seconds per second (default 60)

  --lifecycles N    number of environments
  --seed S          the same decisions for the same seed (default 1)
  --concurrency N   concurrent lifecycles (default 14)
  --kills N         number of kills of the back end (default: one per eight lifecycles, at least 2)

  --fanout N        number of environments
  --rate N          AWS calls per second (default 5)

The exit code is 1 if a target is missed. The directory of the logs is printed at the start.
`;

const OPTIONS = {
  out: { type: 'string' },
  speed: { type: 'string', default: '60' },
  lifecycles: { type: 'string' },
  seed: { type: 'string', default: '1' },
  concurrency: { type: 'string', default: '14' },
  kills: { type: 'string' },
  fanout: { type: 'string' },
  rate: { type: 'string', default: '5' },
  help: { type: 'boolean', default: false },
} as const;

type Flags = ReturnType<
  typeof parseArgs<{ options: typeof OPTIONS }>
>['values'];

interface Outcome {
  report: object;
  /** Descriptions of the counts in the report, one line each. */
  findings: string[];
  isGood: boolean;
}

async function main(): Promise<number> {
  const { values } = parseArgs({ options: OPTIONS });
  if (values.help || (!values.lifecycles && !values.fanout)) {
    process.stdout.write(HELP);
    return values.help ? 0 : 2;
  }
  const { report, findings, isGood } = await (values.fanout
    ? fanout(values, values.fanout)
    : campaign(values, values.lifecycles!));
  printTable(report);
  findings.forEach(finding => process.stdout.write(`${finding}\n`));
  if (values.out) {
    const json = JSON.stringify(report, undefined, 2);
    await writeFile(resolve(values.out), `${json}\n`);
  }
  return isGood ? 0 : 1;
}

async function campaign(flags: Flags, count: string): Promise<Outcome> {
  const lifecycles = wholeNumber('lifecycles', count);
  const result = await runCampaign({
    lifecycles,
    seed: wholeNumber('seed', flags.seed),
    concurrency: wholeNumber('concurrency', flags.concurrency),
    kills:
      flags.kills === undefined
        ? Math.max(2, Math.round(lifecycles / 8))
        : wholeNumber('kills', flags.kills),
    uptimeSeconds: [20, 60],
    speed: wholeNumber('speed', flags.speed),
    ...(await workplace()),
  });
  return { ...result, isGood: meetsTargets(result.report) };
}

async function fanout(flags: Flags, count: string): Promise<Outcome> {
  const result = await runFanout({
    deployments: wholeNumber('fanout', count),
    callsPerSecond: wholeNumber('rate', flags.rate),
    speed: wholeNumber('speed', flags.speed),
    ...(await workplace()),
  });
  return { ...result, isGood: result.report.failed === 0 };
}

/** A temporary directory, and a log with the elapsed seconds. */
async function workplace(): Promise<{
  directory: string;
  log: (line: string) => void;
}> {
  const begun = performance.now();
  const log = (line: string) => {
    const seconds = ((performance.now() - begun) / 1000).toFixed(0);
    process.stderr.write(`${seconds.padStart(5)} s  ${line}\n`);
  };
  const directory = await mkdtemp(join(tmpdir(), 'tap-chaos-'));
  log(`logs are in ${directory}`);
  return { directory, log };
}

function wholeNumber(flag: string, value: string): number {
  if (!/^[1-9]\d*$/.test(value)) {
    throw new Error(`--${flag} must be a whole number, for example 100`);
  }
  return Number(value);
}

stopOnSignal();

main().then(
  code => process.exit(code),
  error => {
    process.stderr.write(`chaos: ${error.stack}\n`);
    process.exit(2);
  },
);
