import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FanoutReport } from '../../chaos/fanout/FanoutReport';
import { runFanout } from '../../chaos/fanout/runFanout';
import { Figure } from '../Figure';

let running: Promise<FanoutReport> | undefined;

/** 200 deployments at once with five calls per second, once for all figures. */
function fanout(): Promise<FanoutReport> {
  running ??= run();
  return running;
}

async function run(): Promise<FanoutReport> {
  const directory = await mkdtemp(join(tmpdir(), 'tap-bench-'));
  try {
    const { report, findings } = await runFanout({
      deployments: 200,
      callsPerSecond: 5,
      speed: 60,
      directory,
      log: () => {},
    });
    if (report.failed > 0) {
      throw new Error(findings.join('\n'));
    }
    return report;
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

export const fanoutFigures: Figure[] = [
  {
    name: 'fanout-calls',
    what: '200 deployments at once with five calls per second: AWS calls each',
    unit: 'calls',
    target: { atMost: 2 },
    measure: async () => ({ ours: [(await fanout()).callsPerDeployment] }),
  },
  {
    name: 'fanout-notice',
    what: '200 deployments at once: longest time from the end of a stack to its report',
    unit: 's',
    target: { atMost: 5 },
    measure: async () => ({ ours: [(await fanout()).maxNoticeSeconds] }),
  },
];
