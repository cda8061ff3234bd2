import { setTimeout as sleep } from 'node:timers/promises';
import pLimit from 'p-limit';
import { isInProgress, PortalClient } from '../PortalClient';
import { BackendProcess } from '../processes/BackendProcess';
import { PortalDatabase } from '../processes/PortalDatabase';
import { SandboxProcess } from '../processes/SandboxProcess';
import { SeededRandom } from '../SeededRandom';
import { CampaignResult } from './CampaignReport';
import { findDisagreements } from './findDisagreements';
import { evaluate } from './evaluate';
import { Killer } from './Killer';
import { Lifecycle } from './Lifecycle';
import { planLifecycles } from './planLifecycles';
import { scriptFaults } from './scriptFaults';
import { StateReader } from './StateReader';

/** Options of a campaign. */
export interface CampaignOptions {
  lifecycles: number;
  seed: number;
  /** An empty directory for databases and logs. */
  directory: string;
  /** Number of concurrent lifecycles. */
  concurrency: number;
  /** Number of kills of the back end. */
  kills: number;
  /** Minimum and maximum seconds between readiness and kill of the back end. */
  uptimeSeconds: [number, number];
  /** Sandbox seconds per second. */
  speed: number;
  log: (line: string) => void;
}

/** The portal's rate is above the limit of AWS, so that it is throttled. */
const CALLS_PER_SECOND = 7;

/** Time-out in milliseconds for the catalog to become consistent after the faults have ended. */
const SETTLED_WITHIN_MS = 360_000;

/**
 * Runs lifecycles on one sandbox with faults, then waits until all operations have ended and compares the states.
 *
 * All decisions depend on the seed; their effects also depend on the speed of the machine.
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
    const state = new StateReader(sandbox);
    const lifecycles = plans.map(
      plan => new Lifecycle(plan, { portal, state, log }),
    );
    const killing = killer.run();
    await runAll(lifecycles, options);
    killer.stop();
    await killing;
    const faults = await sandbox.hits();
    await sandbox.clearFaults();
    await settle(sandbox, portal, log);
    const findings = await evaluate(sandbox, portal, lifecycles);
    return {
      report: {
        lifecycles: options.lifecycles,
        kills: killer.kills,
        faults,
        overlookedTasks: lifecycles.reduce(
          (sum, { overlookedTasks }) => sum + overlookedTasks,
          0,
        ),
        duplicates: findings.duplicates.length,
        orphans: findings.orphans.length,
        wrongOutcomes: findings.wrongOutcomes.length,
        disagreements: findings.disagreements.length,
      },
      findings: Object.entries(findings).flatMap(([kind, lines]) =>
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
          // Counts as a wrong outcome, because the lifecycle did not end.
          log(`${lifecycle.plan.suffix}: ${error}`);
        }
      }),
    ),
  );
}

/** Waits until all tasks and stack operations have ended and the catalog is consistent, or the time-out. */
async function settle(
  sandbox: SandboxProcess,
  portal: PortalClient,
  log: (line: string) => void,
): Promise<void> {
  const deadline = performance.now() + SETTLED_WITHIN_MS;
  log('all requests were sent; faults removed');
  while (performance.now() < deadline) {
    const state = await sandbox.state();
    const isBusy =
      state.stacks.some(({ operationInProgress }) => operationInProgress) ||
      (await portal.tasks()).some(isInProgress);
    const [systems, resources] = [
      await portal.systems(),
      await portal.resources(),
    ];
    if (!isBusy && !findDisagreements({ state, systems, resources }).length) {
      log('all operations have ended');
      return;
    }
    await sleep(3000);
  }
  log('not all operations have ended');
}
