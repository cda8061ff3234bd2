import { SystemEntity } from '../PortalClient';
import { TrueStack } from '../processes/SandboxProcess';
import { Evidence, STACK_ID } from './Evidence';
import { isAlive } from './TruthReader';

const STACK_STATUS = 'tap.internal/stack-status';

/** Resources that every complete environment has. */
const PARTS = ['database', 'bastion', 'key', 'bucket'];

/** Entities that disagree with the truth, missing ones included. */
export function findDisagreements(
  evidence: Pick<Evidence, 'resources' | 'systems' | 'truth'>,
): string[] {
  const { truth, systems, resources } = evidence;
  const alive = truth.stacks.filter(isAlive);
  return [
    ...systems.flatMap(system => disagreementOf(system, alive)),
    ...alive.flatMap(stack => missingOf(stack, systems, resources)),
    ...resources
      .filter(name => /^tap-/.test(name))
      .filter(name => !alive.some(stack => isPartOf(name, stack)))
      .map(name => `resource ${name} belongs to nothing`),
  ];
}

function disagreementOf(system: SystemEntity, alive: TrueStack[]): string[] {
  const { name, annotations = {} } = system.metadata;
  const stack = alive.find(({ id }) => id === annotations[STACK_ID]);
  if (!stack) {
    return [`${name} is in the catalog, and its stack is gone`];
  }
  const status = annotations[STACK_STATUS];
  return status === stack.status
    ? []
    : [`${name} is ${status} in the catalog, and really ${stack.status}`];
}

function missingOf(
  stack: TrueStack,
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

function isPartOf(resource: string, stack: TrueStack): boolean {
  const name = systemName(stack);
  const part = resource.slice(name.length);
  return (
    resource.startsWith(name) &&
    /^-(?:database|replica-\d|bastion|key|bucket)$/.test(part)
  );
}

function systemName({ name }: TrueStack): string {
  return name.replace(/^TapStack-/, 'tap-');
}
