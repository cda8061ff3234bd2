import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { DeferredEntity } from '@backstage/plugin-catalog-node';
import {
  Environment,
  environmentEntities,
  possibleEntityRefs,
  systemName,
} from '@tap/plugin-tap-common';
import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';

/**
 * Number of unchanged reads after which entities are written again: another replica of the back end can have written to the
 * catalog in the meantime.
 */
const READS_UNTIL_REWRITE = 30;

/** Number of environments whose entities are compared before other requests are served. */
const COMPARED_AT_ONCE = 50;

/** The entities of all environments, as a full mutation writes them. */
export interface FullMutation {
  /** Names of the Systems whose entities differ from the applied ones. */
  changed: string[];
  fingerprints: Map<string, string>;
}

/** Fingerprints of the entities that a provider has written to the catalog, by environment. */
export class AppliedEntities {
  private fingerprints: Map<string, string> | undefined;
  private unchangedReads = 0;

  /**
   * Compares the entities of all environments with the applied ones. Other requests are served meanwhile.
   *
   * @returns undefined if a full mutation would change nothing and is not due
   */
  async changes(
    environments: Environment[],
  ): Promise<FullMutation | undefined> {
    const next = await fingerprints(environments);
    const last = this.fingerprints;
    const changed = [...next.keys()].filter(
      name => next.get(name) !== last?.get(name),
    );
    if (last && changed.length === 0 && last.size === next.size) {
      this.unchangedReads += 1;
      if (this.unchangedReads < READS_UNTIL_REWRITE) {
        return undefined;
      }
    }
    return { changed, fingerprints: next };
  }

  /** Whether these entities were applied last. False for a deleted environment. */
  has(name: string, environment: Environment | undefined): boolean {
    return (
      environment !== undefined &&
      this.fingerprints?.get(name) === fingerprint(environment)
    );
  }

  /** Records a full mutation. */
  appliedAll(mutation: FullMutation): void {
    this.fingerprints = mutation.fingerprints;
    this.unchangedReads = 0;
  }

  /** Records a delta mutation; `environment` is undefined if it removed all entities. */
  appliedOne(name: string, environment: Environment | undefined): void {
    if (environment) {
      this.fingerprints?.set(name, fingerprint(environment));
    } else {
      this.fingerprints?.delete(name);
    }
  }

  /** Removes one environment: its entities are being written, or the catalog does not show them. The next read applies them again. */
  forget(name: string): void {
    this.fingerprints?.delete(name);
  }
}

/** Returns the entities of an environment for a mutation. */
export function deferredEntities(
  environment: Environment,
  locationKey: string,
): DeferredEntity[] {
  return environmentEntities(environment).map(entity => ({
    entity,
    locationKey,
  }));
}

/**
 * Returns the refs of all entities that an environment with this name could have but does not have. A delta mutation removes
 * them without knowing which of them exist.
 */
export function absentRefs(name: string, present: Entity[]): string[] {
  const refs = new Set(present.map(entity => stringifyEntityRef(entity)));
  return possibleEntityRefs(name).filter(ref => !refs.has(ref));
}

async function fingerprints(
  environments: Environment[],
): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (const [index, environment] of environments.entries()) {
    if (index > 0 && index % COMPARED_AT_ONCE === 0) {
      await setImmediate();
    }
    found.set(systemName(environment), fingerprint(environment));
  }
  return found;
}

/** The listing of a target has the same environments until their page of stacks changes. */
const known = new WeakMap<Environment, string>();

/**
 * Without the creation time, which only changes when the first read of a new stack replaces the estimate of the portal by the time
 * of AWS. The next change writes it.
 */
function fingerprint(environment: Environment): string {
  const value =
    known.get(environment) ??
    createHash('sha256')
      .update(
        JSON.stringify(environmentEntities({ ...environment, createdAt: '' })),
      )
      .digest('base64');
  known.set(environment, value);
  return value;
}
