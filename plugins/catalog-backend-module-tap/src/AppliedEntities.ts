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
 * How often a read that changes nothing is applied all the same: with several replicas of the back end another one
 * may have written to the catalog since, which this one cannot see.
 */
const READS_UNTIL_REASSURANCE = 30;

/** What a provider has written to the catalog, as a fingerprint of each environment's entities. */
export class AppliedEntities {
  private fingerprints: Map<string, string> | undefined;
  private unchangedReads = 0;

  static create(): AppliedEntities {
    return new AppliedEntities();
  }

  private constructor() {}

  /**
   * The names of the Systems whose entities differ from what was applied; undefined where a full mutation would
   * change nothing and is not due.
   */
  changed(environments: Environment[]): string[] | undefined {
    const next = fingerprints(environments);
    const last = this.fingerprints;
    const names = [...next.keys()].filter(
      name => next.get(name) !== last?.get(name),
    );
    if (last && names.length === 0 && last.size === next.size) {
      this.unchangedReads += 1;
      return this.unchangedReads < READS_UNTIL_REASSURANCE ? undefined : [];
    }
    return names;
  }

  /** Whether exactly these entities were applied last; never of an environment that is gone. */
  has(name: string, environment: Environment | undefined): boolean {
    return (
      environment !== undefined &&
      this.fingerprints?.get(name) === fingerprint(environment)
    );
  }

  /** Notes that a full mutation was applied. */
  appliedAll(environments: Environment[]): void {
    this.fingerprints = fingerprints(environments);
    this.unchangedReads = 0;
  }

  /** Notes that a delta was applied; `environment` is undefined where it removed everything. */
  appliedOne(name: string, environment: Environment | undefined): void {
    if (environment) {
      this.fingerprints?.set(name, fingerprint(environment));
    } else {
      this.fingerprints?.delete(name);
    }
  }

  /** Forgets one environment, so that the next read applies it again. */
  forget(name: string): void {
    this.fingerprints?.delete(name);
  }
}

/** An environment's entities as a mutation wants them. */
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
 * The refs of all entities that an environment of that name could have and does not have: a delta removes them
 * without having to know what was there before.
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
