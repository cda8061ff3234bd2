import { SystemEntity } from '../PortalClient';
import { StackState } from '../processes/SandboxProcess';
import { Evidence, STACK_ID } from './Evidence';
import { isAlive } from './StateReader';

const STACK_STATUS = 'tap.internal/stack-status';

/** Resources of every complete environment. */
const PARTS = ['database', 'bastion', 'key', 'bucket'];

/** Entities that differ from the actual state, including missing ones. */
export function findDisagreements(
  evidence: Pick<Evidence, 'resources' | 'systems' | 'state'>,
): string[] {
  const { state, systems, resources } = evidence;
  const alive = state.stacks.filter(isAlive);
  return [
    ...systems.flatMap(system => disagreementOf(system, alive)),
    ...alive.flatMap(stack => missingOf(stack, systems, resources)),
    ...resources
      .filter(name => /^tap-/.test(name))
      .filter(name => !alive.some(stack => isPartOf(name, stack)))
      .map(name => `resource ${name} belongs to no system`),
  ];
}

function disagreementOf(system: SystemEntity, alive: StackState[]): string[] {
  const { name, annotations = {} } = system.metadata;
  const stack = alive.find(({ id }) => id === annotations[STACK_ID]);
  if (!stack) {
    return [`${name} is in the catalog, but its stack is deleted`];
  }
  const status = annotations[STACK_STATUS];
  return status === stack.status
    ? []
    : [`${name} is ${status} in the catalog, but its stack is ${stack.status}`];
}

function missingOf(
  stack: StackState,
  systems: SystemEntity[],
  resources: string[],
): string[] {
  const name = systemName(stack);
  if (!systems.some(({ metadata }) => metadata.name === name)) {
    return [`${name} is not in the catalog`];
  }
  return /^(?:CREATE|UPDATE|UPDATE_ROLLBACK)_COMPLETE$/.test(stack.status)
    ? PARTS.map(part => `${name}-${part}`)
        .filter(part => !resources.includes(part))
        .map(part => `resource ${part} is not in the catalog`)
    : [];
}

function isPartOf(resource: string, stack: StackState): boolean {
  const name = systemName(stack);
  const part = resource.slice(name.length);
  return (
    resource.startsWith(name) &&
    /^-(?:database|replica-\d|bastion|key|bucket)$/.test(part)
  );
}

function systemName({ name }: StackState): string {
  return name.replace(/^TapStack-/, 'tap-');
}
