import { PortalClient } from '../PortalClient';
import { SandboxProcess } from '../processes/SandboxProcess';
import { Evidence } from './Evidence';
import { findDisagreements } from './findDisagreements';
import { findDuplicates } from './findDuplicates';
import { findLeftovers, findOrphanedStacks } from './findOrphans';
import { findWrongOutcomes } from './findWrongOutcomes';
import { Lifecycle } from './Lifecycle';

/** What is wrong, in words, one line each. */
export interface Verdict {
  duplicates: string[];
  orphans: string[];
  wrongOutcomes: string[];
  disagreements: string[];
}

/** Compares the sandbox's truth with the catalog, the tasks and the notifications. */
export async function judge(
  sandbox: SandboxProcess,
  portal: PortalClient,
  lifecycles: Lifecycle[],
): Promise<Verdict> {
  const evidence: Evidence = {
    truth: await sandbox.truth(),
    systems: await portal.systems(),
    resources: await portal.resources(),
    notifications: await portal.notifications(),
    lifecycles,
  };
  const verdict = {
    duplicates: await findDuplicates(sandbox, evidence),
    wrongOutcomes: findWrongOutcomes(evidence),
    disagreements: findDisagreements(evidence),
  };
  // Once nothing is wanted any more, everything that is left is an orphan.
  await Promise.all(lifecycles.map(lifecycle => lifecycle.clear()));
  const truth = await sandbox.truth();
  return {
    ...verdict,
    orphans: [
      ...findOrphanedStacks(evidence),
      ...findLeftovers({ truth, lifecycles }),
    ],
  };
}
