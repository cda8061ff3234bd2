import { PortalClient } from '../PortalClient';
import { SandboxProcess } from '../processes/SandboxProcess';
import { Evidence } from './Evidence';
import { findDisagreements } from './findDisagreements';
import { findDuplicates } from './findDuplicates';
import { findLeftovers, findOrphanedStacks } from './findOrphans';
import { findWrongOutcomes } from './findWrongOutcomes';
import { Lifecycle } from './Lifecycle';

/** Findings, one line each. */
export interface Findings {
  duplicates: string[];
  orphans: string[];
  wrongOutcomes: string[];
  disagreements: string[];
}

/** Compares the state of the sandbox with the catalog, the tasks and the notifications. */
export async function evaluate(
  sandbox: SandboxProcess,
  portal: PortalClient,
  lifecycles: Lifecycle[],
): Promise<Findings> {
  const evidence: Evidence = {
    state: await sandbox.state(),
    systems: await portal.systems(),
    resources: await portal.resources(),
    notifications: await portal.notifications(),
    lifecycles,
  };
  const findings = {
    duplicates: await findDuplicates(sandbox, evidence),
    wrongOutcomes: findWrongOutcomes(evidence),
    disagreements: findDisagreements(evidence),
  };
  // After all environments are torn down, everything that remains is an orphan.
  await Promise.all(lifecycles.map(lifecycle => lifecycle.clear()));
  const state = await sandbox.state();
  return {
    ...findings,
    orphans: [
      ...findOrphanedStacks(evidence),
      ...findLeftovers({ state, lifecycles }),
    ],
  };
}
