import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { DeferredEntity } from '@backstage/plugin-catalog-node';
import {
  Environment,
  environmentEntities,
  possibleEntityRefs,
  systemName,
} from '@tap/plugin-tap-common';
import { createHash } from 'node:crypto';

/**
 * Number of unchanged reads after which entities are written again: another replica of the back end can have written to the
 * catalog in the meantime.
 */
const READS_UNTIL_REWRITE = 30;

/** Fingerprints of the entities that a provider has written to the catalog, by environment. */
export class AppliedEntities {
  private fingerprints: Map<string, string> | undefined;
  private unchangedReads = 0;

  /**
   * Returns the names of the Systems whose entities differ from the applied ones; undefined if a full mutation would change
   * nothing and is not due.
   */
  changed(environments: Environment[]): string[] | undefined {
    const next = fingerprints(environments);
    const last = this.fingerprints;
    const names = [...next.keys()].filter(
      name => next.get(name) !== last?.get(name),
    );
    if (last && names.length === 0 && last.size === next.size) {
      this.unchangedReads += 1;
      return this.unchangedReads < READS_UNTIL_REWRITE ? undefined : [];
    }
    return names;
  }

  /** Whether these entities were applied last. False for a deleted environment. */
  has(name: string, environment: Environment | undefined): boolean {
    return (
      environment !== undefined &&
      this.fingerprints?.get(name) === fingerprint(environment)
    );
  }

  /** Records a full mutation. */
  appliedAll(environments: Environment[]): void {
    this.fingerprints = fingerprints(environments);
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

  /** Removes one environment, so that the next read applies it again. */
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

function fingerprints(environments: Environment[]): Map<string, string> {
  return new Map(
    environments.map(environment => [
      systemName(environment),
      fingerprint(environment),
    ]),
  );
}

function fingerprint(environment: Environment): string {
  return createHash('sha256')
    .update(JSON.stringify(environmentEntities(environment)))
    .digest('base64');
}
