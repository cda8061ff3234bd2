import { setTimeout as sleep } from 'node:timers/promises';
import pLimit from 'p-limit';
import { isUnderWay, PortalClient } from '../PortalClient';
import { BackendProcess } from '../processes/BackendProcess';
import { PortalDatabase } from '../processes/PortalDatabase';
import { SandboxProcess } from '../processes/SandboxProcess';
import { SeededRandom } from '../SeededRandom';
import { CampaignResult } from './CampaignReport';
import { findDisagreements } from './findDisagreements';
import { judge } from './judge';
import { Killer } from './Killer';
import { Lifecycle } from './Lifecycle';
import { planLifecycles } from './planLifecycles';
import { scriptFaults } from './scriptFaults';
import { TruthReader } from './TruthReader';

/** How a campaign is run. */
export interface CampaignOptions {
  lifecycles: number;
  seed: number;
  /** An empty directory for databases and logs. */
  directory: string;
  /** How many lifecycles run at a time. */
  concurrency: number;
  /** How often the back end is killed. */
  kills: number;
  /** Least and most seconds between the back end's being ready and a kill. */
  uptimeSeconds: [number, number];
  /** Sandbox seconds per second. */
  speed: number;
  log: (line: string) => void;
}

/** The portal asks more often than AWS grants, so that it is throttled. */
const CALLS_PER_SECOND = 7;

/** How long the catalog may take to agree once nothing goes wrong any more, in milliseconds. */
const SETTLED_WITHIN_MS = 360_000;

/**
 * Runs lifecycles against one sandbox while everything goes wrong, then lets everything settle and compares.
 *
 * All decisions come from the seed; what they meet depends on the machine's speed too.
 */
export async function runCampaign(
  options: CampaignOptions,
): Promise<CampaignResult> {
  const { directory, log, seed, speed } = options;
  const random = new SeededRandom(seed);
  const database = await PortalDatabase.start();
  const sandbox = await SandboxProcess.start({ directory, speed });
  const backend = await BackendProcess.create({
    directory,
    sandboxUrl: sandbox.url,
  });
  try {
    const killer = new Killer({
      ...options,
      backend,
      random: random.fork(),
      settings: {
        callsPerSecond: CALLS_PER_SECOND,
        database: database.config,
      },
    });
    await killer.begin();
    log('the back end is ready');
    const plans = planLifecycles(options.lifecycles, random.fork());
    await scriptFaults(sandbox, plans, seed);
    const portal = new PortalClient(backend.url);
    const truth = new TruthReader(sandbox);
    const lifecycles = plans.map(
      plan => new Lifecycle(plan, { portal, truth, log }),
    );
    const killing = killer.run();
    await runAll(lifecycles, options);
    killer.stop();
    await killing;
    const faults = await sandbox.hits();
    await sandbox.clearFaults();
    await settle(sandbox, portal, log);
    const verdict = await judge(sandbox, portal, lifecycles);
    return {
      report: {
        lifecycles: options.lifecycles,
        kills: killer.kills,
        faults,
        duplicates: verdict.duplicates.length,
        orphans: verdict.orphans.length,
        wrongOutcomes: verdict.wrongOutcomes.length,
        disagreements: verdict.disagreements.length,
      },
      findings: Object.entries(verdict).flatMap(([kind, lines]) =>
        lines.map((line: string) => `${kind}: ${line}`),
      ),
    };
  } finally {
    await backend.stop();
    await sandbox.stop();
    await database.stop();
  }
}

async function runAll(
  lifecycles: Lifecycle[],
  { concurrency, log }: CampaignOptions,
): Promise<void> {
  const limit = pLimit(concurrency);
  await Promise.all(
    lifecycles.map(lifecycle =>
      limit(async () => {
        try {
          await lifecycle.run();
        } catch (error) {
          // It counts as a wrong outcome, since it has no end.
          log(`${lifecycle.plan.suffix}: ${error}`);
        }
      }),
    ),
  );
}

/** Waits until every task has ended, no stack is being worked on, and the catalog agrees, or has had its time. */
async function settle(
  sandbox: SandboxProcess,
  portal: PortalClient,
  log: (line: string) => void,
): Promise<void> {
  const deadline = performance.now() + SETTLED_WITHIN_MS;
  log('all requests were made; faults off');
  while (performance.now() < deadline) {
    const truth = await sandbox.truth();
    const isBusy =
      truth.stacks.some(({ operationInProgress }) => operationInProgress) ||
      (await portal.tasks()).some(isUnderWay);
    const [systems, resources] = [
      await portal.systems(),
      await portal.resources(),
    ];
    if (!isBusy && !findDisagreements({ truth, systems, resources }).length) {
      log('everything has settled');
      return;
    }
    await sleep(3000);
  }
  log('not everything has settled');
}
