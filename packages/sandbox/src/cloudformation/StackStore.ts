import { StateStore } from '../state/StateStore';
import { ResourceRecord, StackEvent, StackRecord } from './StackRecord';
import { ChangeSetRecord } from './changes/ChangeSetRecord';

const STACKS = 'stacks';
const CHANGE_SETS = 'changeSets';
/** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ListStacks.html */
const REMEMBERED_MS = 90 * 24 * 3600 * 1000;
/** How far back stale reads can go. */
const HISTORY_MS = 10 * 60 * 1000;

/** The account and region that own a stack. */
export interface Scope {
  accountId: string;
  region: string;
}

/** Stores stacks, their resources, events and change sets. */
export class StackStore {
  private readonly idsByName = new Map<string, string>();
  private readonly history = new Map<
    string,
    { at: number; record: StackRecord }[]
  >();

  constructor(private readonly store: StateStore) {
    const oldest = Date.now() - REMEMBERED_MS;
    for (const stack of store.list<StackRecord>(STACKS)) {
      if (stack.deletedAt === undefined) {
        this.idsByName.set(nameKey(stack, stack.name), stack.id);
      } else if (Date.parse(stack.deletedAt) < oldest) {
        this.forget(stack.id);
      }
    }
  }

  /** Finds an active stack by name, or any stack by ARN. */
  find(scope: Scope, nameOrId: string): StackRecord | undefined {
    const id = nameOrId.startsWith('arn:')
      ? nameOrId
      : this.idsByName.get(nameKey(scope, nameOrId));
    const stack = id === undefined ? undefined : this.get(id);
    return stack?.accountId === scope.accountId && stack.region === scope.region
      ? stack
      : undefined;
  }

  get(id: string): StackRecord | undefined {
    return this.store.get(STACKS, id);
  }

  /** All stacks of a scope, newest first, including deleted stacks. */
  all(scope?: Scope): StackRecord[] {
    return this.store
      .list<StackRecord>(STACKS)
      .filter(
        stack =>
          scope === undefined ||
          (stack.accountId === scope.accountId &&
            stack.region === scope.region),
      )
      .reverse();
  }

  put(stack: StackRecord): StackRecord {
    const key = nameKey(stack, stack.name);
    if (stack.deletedAt === undefined) {
      this.idsByName.set(key, stack.id);
    } else if (this.idsByName.get(key) === stack.id) {
      this.idsByName.delete(key);
    }
    this.store.put(STACKS, stack.id, stack);
    this.remember(stack);
    return stack;
  }

  /**
   * A stack as it was a number of seconds ago; undefined before its creation.
   */
  asOf(id: string, secondsAgo: number): StackRecord | undefined {
    const at = Date.now() - secondsAgo * 1000;
    const versions = this.history.get(id);
    if (!versions) {
      return this.get(id);
    }
    return versions.filter(version => version.at <= at).at(-1)?.record;
  }

  resources(stackId: string): ResourceRecord[] {
    return this.store.list(`resources/${stackId}`);
  }

  resource(stackId: string, logicalId: string): ResourceRecord | undefined {
    return this.store.get(`resources/${stackId}`, logicalId);
  }

  putResource(stackId: string, resource: ResourceRecord): ResourceRecord {
    this.store.put(`resources/${stackId}`, resource.logicalId, resource);
    return resource;
  }

  removeResource(stackId: string, logicalId: string): void {
    this.store.remove(`resources/${stackId}`, logicalId);
  }

  addEvent(event: StackEvent): void {
    this.store.append('events', event.stackId, event);
  }

  /** The events of a stack, oldest first. */
  events(stackId: string): readonly StackEvent[] {
    return this.store.get('events', stackId) ?? [];
  }

  changeSet(id: string): ChangeSetRecord | undefined {
    return this.store.get(CHANGE_SETS, id);
  }

  allChangeSets(): ChangeSetRecord[] {
    return this.store.list(CHANGE_SETS);
  }

  changeSets(stackId: string): ChangeSetRecord[] {
    return this.allChangeSets().filter(
      changeSet => changeSet.stackId === stackId,
    );
  }

  putChangeSet(changeSet: ChangeSetRecord): ChangeSetRecord {
    this.store.put(CHANGE_SETS, changeSet.id, changeSet);
    return changeSet;
  }

  removeChangeSet(id: string): void {
    this.store.remove(CHANGE_SETS, id);
  }

  /** Whether a client request token has been used. */
  hasToken(scope: Scope, token: string): boolean {
    return this.store.get(tokens(scope), token) !== undefined;
  }

  putToken(scope: Scope, token: string, use: string): void {
    this.store.put(tokens(scope), token, use);
  }

  /** Stores the result of a drift detection. */
  putDetection(id: string, detection: unknown): void {
    this.store.put('driftDetections', id, detection);
  }

  detection<T>(id: string): T | undefined {
    return this.store.get('driftDetections', id);
  }

  private remember(stack: StackRecord): void {
    const now = Date.now();
    const versions = this.history.get(stack.id) ?? [];
    versions.push({ at: now, record: stack });
    while (versions.length > 1 && versions[1].at < now - HISTORY_MS) {
      versions.shift();
    }
    this.history.set(stack.id, versions);
  }

  private forget(id: string): void {
    this.store.remove(STACKS, id);
    this.store.remove('events', id);
    this.store.drop(`resources/${id}`);
  }
}

function nameKey(scope: Scope, name: string): string {
  return `${scope.accountId}/${scope.region}/${name}`;
}

function tokens({ accountId, region }: Scope): string {
  return `tokens/${accountId}/${region}`;
}
