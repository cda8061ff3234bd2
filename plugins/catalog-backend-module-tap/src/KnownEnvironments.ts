import { Environment, isOlderRead, systemName } from '@tap/plugin-tap-common';

/** An environment of the target. */
export interface KnownEnvironment {
  stackId: string;
  /** Undefined if it is known only from the catalog, after a restart. */
  environment?: Environment;
}

/** Maximum number of ARNs of deleted stacks that are kept. */
const MAX_DELETED = 10_000;

/**
 * The environments of a target by name of their System, with the order of their updates, so that a full read that started
 * before a delta cannot undo it.
 */
export class KnownEnvironments {
  private readonly entries = new Map<
    string,
    KnownEnvironment & { since: number }
  >();
  /** ARNs of deleted stacks. AWS never reuses an ARN. */
  private readonly deleted = new Set<string>();
  private clock = 0;

  /** Logical time, for {@link KnownEnvironments.applyListed} of a read that starts now. */
  now(): number {
    return this.clock;
  }

  /** Adds an environment that the catalog contains, unless it is known already. */
  seed(name: string, stackId: string): void {
    if (!this.entries.has(name) && !this.deleted.has(stackId)) {
      this.entries.set(name, { stackId, since: this.clock });
    }
  }

  /**
   * Applies a delta.
   *
   * @returns false if the delta is outdated and ignored
   */
  applyDelta(environment: Environment): boolean {
    const name = systemName(environment);
    const known = this.entries.get(name);
    const isOutdated =
      this.deleted.has(environment.stackId) ||
      (known?.environment && isOlderRead(environment, known.environment));
    if (environment.status === 'deleted') {
      this.markDeleted(environment.stackId);
    }
    if (isOutdated) {
      return false;
    }
    this.set(name, environment);
    return true;
  }

  /**
   * Applies a listing.
   *
   * @param listed - all environments of the target
   * @param startedAt - {@link KnownEnvironments.now} when the read started
   * @returns known environments that are not listed; they can still exist, so look them up by ARN
   */
  applyListed(listed: Environment[], startedAt: number): KnownEnvironment[] {
    const present = new Set<string>();
    for (const environment of listed) {
      if (!this.deleted.has(environment.stackId)) {
        present.add(systemName(environment));
        this.applyRead(environment, startedAt);
      }
    }
    return [...this.entries]
      .filter(([name, entry]) => !present.has(name) && entry.since <= startedAt)
      .map(([, entry]) => entry);
  }

  /**
   * Applies the result of a lookup by ARN.
   *
   * @param known - the environment that was looked up
   * @param found - undefined if the stack no longer exists
   * @param startedAt - {@link KnownEnvironments.now} when the read started
   */
  applyLookup(
    known: KnownEnvironment,
    found: Environment | undefined,
    startedAt: number,
  ): void {
    if (found && found.status !== 'deleted') {
      this.applyRead(found, startedAt);
      return;
    }
    this.markDeleted(known.stackId);
    for (const [name, entry] of this.entries) {
      if (entry.stackId === known.stackId) {
        this.entries.delete(name);
      }
    }
  }

  /** Returns the environment whose System has this name. */
  environment(name: string): Environment | undefined {
    return this.entries.get(name)?.environment;
  }

  /** Returns all known environments. */
  environments(): Environment[] {
    return [...this.entries.values()].flatMap(entry =>
      entry.environment ? [entry.environment] : [],
    );
  }

  private applyRead(environment: Environment, startedAt: number): void {
    const name = systemName(environment);
    const known = this.entries.get(name);
    const overtaken = known && known.since > startedAt;
    const outdated =
      known?.environment && isOlderRead(environment, known.environment);
    if (!overtaken && !outdated) {
      this.set(name, environment);
    }
  }

  private set(name: string, environment: Environment): void {
    this.clock += 1;
    if (environment.status === 'deleted') {
      this.markDeleted(environment.stackId);
      this.entries.delete(name);
    } else {
      const { stackId } = environment;
      this.entries.set(name, { stackId, environment, since: this.clock });
    }
  }

  private markDeleted(stackId: string): void {
    this.deleted.add(stackId);
    if (this.deleted.size > MAX_DELETED) {
      const [oldest] = this.deleted;
      this.deleted.delete(oldest);
    }
  }
}
