import { Environment, isOlderRead, systemName } from '@tap/plugin-tap-common';

/** What is known of one environment. */
export interface KnownEnvironment {
  stackId: string;
  /** Undefined where only the catalog has told of it, after a restart. */
  environment?: Environment;
}

/** Most ARNs of deleted stacks that are remembered. */
const MAX_REMEMBERED_DELETIONS = 10_000;

/**
 * What a provider knows of its target's environments, by the names of their Systems, and in which order it came
 * to know it: so that a full read which began before a delta cannot undo it.
 */
export class KnownEnvironments {
  private readonly entries = new Map<
    string,
    KnownEnvironment & { since: number }
  >();
  /** ARNs are never used again, so what is gone once is gone for good. */
  private readonly deleted = new Set<string>();
  private clock = 0;

  static create(): KnownEnvironments {
    return new KnownEnvironments();
  }

  private constructor() {}

  /** A moment, to be given to {@link KnownEnvironments.takeListed} by a read that begins now. */
  now(): number {
    return this.clock;
  }

  /** Remembers what the catalog held already, unless something is known of it. */
  seed(name: string, stackId: string): void {
    if (!this.entries.has(name) && !this.deleted.has(stackId)) {
      this.entries.set(name, { stackId, since: this.clock });
    }
  }

  /**
   * Takes what a delta tells.
   *
   * @returns false where it is outdated and nothing must follow from it
   */
  takeDelta(environment: Environment): boolean {
    const name = systemName(environment);
    const known = this.entries.get(name);
    const tooLate =
      this.deleted.has(environment.stackId) ||
      (known?.environment && isOlderRead(environment, known.environment));
    if (environment.status === 'deleted') {
      this.remember(environment.stackId);
    }
    if (tooLate) {
      return false;
    }
    this.take(name, environment);
    return true;
  }

  /**
   * Takes what a read has listed.
   *
   * @param listed - all environments of the target
   * @param begun - {@link KnownEnvironments.now} when the read began
   * @returns what is known now and was not listed, which says nothing yet: it has to be looked up by ARN
   */
  takeListed(listed: Environment[], begun: number): KnownEnvironment[] {
    const present = new Set<string>();
    for (const environment of listed) {
      if (!this.deleted.has(environment.stackId)) {
        present.add(systemName(environment));
        this.takeRead(environment, begun);
      }
    }
    return [...this.entries]
      .filter(([name, entry]) => !present.has(name) && entry.since <= begun)
      .map(([, entry]) => entry);
  }

  /**
   * Takes what a look-up by ARN found.
   *
   * @param known - what was looked up
   * @param found - undefined where there is no such stack any more
   * @param begun - {@link KnownEnvironments.now} when the read began
   */
  takeLookedUp(
    known: KnownEnvironment,
    found: Environment | undefined,
    begun: number,
  ): void {
    if (found && found.status !== 'deleted') {
      this.takeRead(found, begun);
      return;
    }
    this.remember(known.stackId);
    for (const [name, entry] of this.entries) {
      if (entry.stackId === known.stackId) {
        this.entries.delete(name);
      }
    }
  }

  /** The environment whose System has that name; undefined where there is none. */
  environment(name: string): Environment | undefined {
    return this.entries.get(name)?.environment;
  }

  /** Every environment there is, as far as is known. */
  environments(): Environment[] {
    return [...this.entries.values()].flatMap(entry =>
      entry.environment ? [entry.environment] : [],
    );
  }

  private takeRead(environment: Environment, begun: number): void {
    const name = systemName(environment);
    const known = this.entries.get(name);
    const overtaken = known && known.since > begun;
    const outdated =
      known?.environment && isOlderRead(environment, known.environment);
    if (!overtaken && !outdated) {
      this.take(name, environment);
    }
  }

  private take(name: string, environment: Environment): void {
    this.clock += 1;
    if (environment.status === 'deleted') {
      this.remember(environment.stackId);
      this.entries.delete(name);
    } else {
      const { stackId } = environment;
      this.entries.set(name, { stackId, environment, since: this.clock });
    }
  }

  private remember(stackId: string): void {
    this.deleted.add(stackId);
    if (this.deleted.size > MAX_REMEMBERED_DELETIONS) {
      const [oldest] = this.deleted;
      this.deleted.delete(oldest);
    }
  }
}
