import { Evidence, STACK_ID } from './Evidence';
import { isAlive } from './StateReader';

/** RDS's log group, which the account shares. */
const SHARED = new Set(['RDSOSMetrics']);

/** Keys in their waiting period after a `destroy`. */
const ENDING_KIND = 'kms-key-pending-deletion';

/** Stacks without an entity or without a request. */
export function findOrphanedStacks({
  state,
  systems,
  lifecycles,
}: Evidence): string[] {
  const entities = new Set(
    systems.map(({ metadata }) => metadata.annotations?.[STACK_ID]),
  );
  const requested = new Set(
    lifecycles.map(({ plan }) => `TapStack-${plan.suffix}`),
  );
  return state.stacks
    .filter(isAlive)
    .filter(({ id, name }) => !entities.has(id) || !requested.has(name))
    .map(
      ({ id, status }) => `stack ${id} (${status}) has no entity or request`,
    );
}

/** Objects that remain after all environments have been torn down and are not kept intentionally. */
export function findLeftovers({
  state,
  lifecycles,
}: Pick<Evidence, 'lifecycles' | 'state'>): string[] {
  const objects = Object.entries(state.objects).flatMap(([path, ids]) => {
    const kind = path.split('/').slice(2).join('/');
    return ids
      .filter(id => kind !== ENDING_KIND && !SHARED.has(id))
      .map(id => ({ kind, id }));
  });
  const kept = new Set(keptOnPurpose(objects, lifecycles));
  return [
    ...state.stacks
      .filter(isAlive)
      .map(({ id, status }) => `stack ${id} (${status}) remains`),
    ...state.databases.map(
      ({ id, pid }) => `database process ${id} (${pid}) remains`,
    ),
    ...objects
      .filter(object => !kept.has(object))
      .map(({ kind, id }) => `${kind} ${id} remains`),
  ];
}

/** A teardown with retention `snapshot` keeps a snapshot and its key. */
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
