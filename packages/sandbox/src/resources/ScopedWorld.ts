import { DatabaseServers } from '../postgres/DatabaseServers';
import { World } from './World';
import { StateStore } from '../state/StateStore';

/** The {@link World} of one account and region, stored in the state. */
export class ScopedWorld implements World {
  private readonly prefix: string;

  constructor(
    private readonly store: StateStore,
    readonly databases: DatabaseServers,
    accountId: string,
    region: string,
  ) {
    this.prefix = worldPrefix(accountId, region);
  }

  get<T>(kind: string, id: string): T | undefined {
    return this.store.get(this.prefix + kind, id);
  }

  put<T>(kind: string, id: string, value: T): void {
    this.store.put(this.prefix + kind, id, value);
  }

  remove(kind: string, id: string): void {
    this.store.remove(this.prefix + kind, id);
  }

  list<T>(kind: string): T[] {
    return this.store.list(this.prefix + kind);
  }
}

/**
 * The accounts and regions with resources of a kind.
 *
 * @param collections - names of the collections of a state
 */
export function scopesWith(
  collections: string[],
  kind: string,
): Array<{ accountId: string; region: string }> {
  return collections.flatMap(name => {
    const [root, accountId, region, ofKind] = name.split('/');
    return root === 'world' && ofKind === kind ? [{ accountId, region }] : [];
  });
}

/** Prefix of the names of a world's collections. */
export function worldPrefix(accountId: string, region: string): string {
  return `world/${accountId}/${region}/`;
}
