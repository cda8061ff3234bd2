import { Evidence, STACK_ID } from './Evidence';
import { isAlive } from './TruthReader';

/** RDS's own log group, one for the whole account. */
const SHARED = new Set(['RDSOSMetrics']);

/** Keys that wait for their end, as `destroy` promises. */
const ENDING_KIND = 'kms-key-pending-deletion';

/** Stacks that exist although no entity or no request accounts for them. */
export function findOrphanedStacks({
  truth,
  systems,
  lifecycles,
}: Evidence): string[] {
  const entities = new Set(
    systems.map(({ metadata }) => metadata.annotations?.[STACK_ID]),
  );
  const requested = new Set(
    lifecycles.map(({ plan }) => `TapStack-${plan.suffix}`),
  );
  return truth.stacks
    .filter(isAlive)
    .filter(({ id, name }) => !entities.has(id) || !requested.has(name))
    .map(({ id, status }) => `stack ${id} (${status}) is nobody's`);
}

/** Whatever is left once every environment has been torn down, and was not kept on purpose. */
export function findLeftovers({
  truth,
  lifecycles,
}: Pick<Evidence, 'lifecycles' | 'truth'>): string[] {
  const objects = Object.entries(truth.objects).flatMap(([path, ids]) => {
    const kind = path.split('/').slice(2).join('/');
    return ids
      .filter(id => kind !== ENDING_KIND && !SHARED.has(id))
      .map(id => ({ kind, id }));
  });
  const kept = new Set(keptOnPurpose(objects, lifecycles));
  return [
    ...truth.stacks
      .filter(isAlive)
      .map(({ id, status }) => `stack ${id} (${status}) is left`),
    ...truth.databases.map(
      ({ id, pid }) => `database process ${id} (${pid}) is left`,
    ),
    ...objects
      .filter(object => !kept.has(object))
      .map(({ kind, id }) => `${kind} ${id} is left`),
  ];
}

/** A snapshot, and one key that reads it, are what a teardown with retention `snapshot` keeps. */
function keptOnPurpose(
  objects: { kind: string; id: string }[],
  lifecycles: Evidence['lifecycles'],
): { kind: string; id: string }[] {
  const keepers = lifecycles.filter(({ plan }) =>
    plan.steps.some(
      step => step.kind === 'create' && step.retention === 'snapshot',
    ),
  );
  const snapshots = objects.filter(
    ({ kind, id }) =>
      kind === 'db-snapshot' &&
      keepers.some(({ plan }) => id.startsWith(`tapstack-${plan.suffix}-`)),
  );
  const keys = objects
    .filter(({ kind }) => kind === 'AWS::KMS::Key')
    .slice(0, snapshots.length);
  return [...snapshots, ...keys];
}
