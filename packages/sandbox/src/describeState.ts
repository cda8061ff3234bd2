import { StackStore } from './cloudformation';
import { DatabaseProcess, DatabaseServers } from './postgres/DatabaseServers';
import { StateStore } from './state/StateStore';

/** The actual state of a sandbox. @public */
export interface SandboxState {
  /** All stacks, including deleted ones. */
  stacks: {
    id: string;
    name: string;
    accountId: string;
    region: string;
    status: string;
    statusReason?: string;
    operationInProgress: boolean;
    /** Tokens of all its operations, in order. */
    tokens: string[];
  }[];
  /** IDs of the physical objects by `account/region/kind`. */
  objects: Record<string, unknown[]>;
  databases: DatabaseProcess[];
}

/** Reads the actual state from the records. */
export function describeState(
  stacks: StackStore,
  store: StateStore,
  databases: DatabaseServers,
): SandboxState {
  const kinds = store.names().filter(name => name.startsWith('world/'));
  return {
    stacks: stacks.all().map(stack => ({
      id: stack.id,
      name: stack.name,
      accountId: stack.accountId,
      region: stack.region,
      status: stack.status,
      statusReason: stack.statusReason,
      operationInProgress: stack.operation !== undefined,
      tokens: operationTokens(stacks, stack.id),
    })),
    objects: Object.fromEntries(
      kinds.map(name => [name.slice('world/'.length), store.keys(name)]),
    ),
    databases: databases.list(),
  };
}

function operationTokens(stacks: StackStore, stackId: string): string[] {
  return [
    ...new Set(stacks.events(stackId).flatMap(({ token }) => token ?? [])),
  ];
}
