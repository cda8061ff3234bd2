import { Stack } from '@aws-sdk/client-cloudformation';
import { Environment, STACK_NAME_PREFIX } from '@tap/plugin-tap-common';
import { isUnreachable } from './aws/isUnreachable';
import { WAITED_FOR_ATTEMPTS } from './aws/StackApi';
import { TargetRuntime } from './operation/TargetRuntime';
import { stackToEnvironment, whyNoEnvironment } from './stack';
import { TargetListing } from './TapEngine';

/**
 * Ages of a listing, in milliseconds, and in durations of its read: a read of a large account takes long, and many calls of the
 * rate budget.
 */
const AGES = {
  /** An older one is read again in the background, which takes a fifth of the time at most. */
  fresh: { ms: 10_000, reads: 5 },
  /** An older one is not used. More reads than above, because the background read needs one more. */
  usable: { ms: 30_000, reads: 10 },
};

/** A change by this process: reads that began before it do not contain it. */
interface Change {
  at: number;
  environment: Environment;
}

/** The environments of a page of stacks. */
interface EnvironmentPage {
  digest?: string;
  environments: Environment[];
}

/** What is known of a target. */
interface Known {
  environments: Environment[];
  /** The environments of each page of the last complete read, by digest of the page. */
  pages: Map<string, Environment[]>;
  /** The last complete read. */
  read?: { at: number; date: string; tookMs: number };
  /** Set if the last read failed because AWS does not respond, or rejects the portal's role. */
  failure?: { since: string; cause: string };
  /** The newest change of each stack, by ARN. */
  changes: Map<string, Change>;
  reading?: Promise<Environment[]>;
}

/**
 * The environments of each target, from DescribeStacks. The last listing is kept for pages, which otherwise wait behind the
 * calls of operations in the rate budget. It contains the changes by this process at once, others after the next read.
 */
export class EnvironmentListings {
  private readonly targets = new Map<string, Known>();

  /** ARNs of stacks for which the log already states why they are not listed. */
  private readonly explained = new Set<string>();

  /** Reads all environments of a target, or joins the read in progress. Fails if any page cannot be read. */
  read(runtime: TargetRuntime): Promise<Environment[]> {
    const known = this.of(runtime.target.name);
    known.reading ??= this.readAndKeep(runtime, known).finally(() => {
      known.reading = undefined;
    });
    return known.reading;
  }

  /**
   * The last listing of a target. An old one is read again in the background. Waits for the read only if there is no listing, or
   * a very old one, unless the last read has failed.
   */
  async last(runtime: TargetRuntime): Promise<TargetListing> {
    const known = this.of(runtime.target.name);
    if (isOlder(known, AGES.fresh)) {
      const reading = this.read(runtime).then(() => {}, rethrowOthers);
      if (isOlder(known, AGES.usable) && !known.failure) {
        await reading;
      } else {
        reading.catch(error =>
          runtime.logger.warn(`Failed to list environments: ${error}`),
        );
      }
    }
    return {
      environments: known.environments,
      readAt: known.read?.date,
      isBeingRead: known.reading !== undefined,
      unreachable: known.failure,
    };
  }

  /** Adds a change by this process to the listing. */
  note(environment: Environment): void {
    const known = this.of(environment.target);
    const change = { at: performance.now(), environment };
    known.changes.set(environment.stackId, change);
    known.environments = withChanges(known.environments, [change]);
  }

  private of(target: string): Known {
    const known = this.targets.get(target) ?? {
      environments: [],
      pages: new Map(),
      changes: new Map(),
    };
    this.targets.set(target, known);
    return known;
  }

  private async readAndKeep(
    runtime: TargetRuntime,
    known: Known,
  ): Promise<Environment[]> {
    const at = performance.now();
    const date = new Date().toISOString();
    let pages: EnvironmentPage[];
    try {
      pages = await this.readPages(runtime, known.pages);
    } catch (error) {
      if (isUnreachable(error)) {
        const since = known.failure?.since ?? new Date().toISOString();
        known.failure = { since, cause: error.message };
      }
      throw error;
    }
    known.changes.forEach((change, stackId) => {
      if (change.at < at) {
        known.changes.delete(stackId);
      }
    });
    const environments = pages.flatMap(page => page.environments);
    known.environments = withChanges(environments, [...known.changes.values()]);
    known.pages = new Map(
      pages.flatMap(page =>
        page.digest ? [[page.digest, page.environments]] : [],
      ),
    );
    known.read = { at, date, tookMs: performance.now() - at };
    known.failure = undefined;
    return environments;
  }

  /** @param known - the environments of pages that are not read again */
  private async readPages(
    runtime: TargetRuntime,
    known: Known['pages'],
  ): Promise<EnvironmentPage[]> {
    const read: EnvironmentPage[] = [];
    // Page by page, so that the main thread is free between the pages of a large account.
    const pages = runtime.stacks.describePages({
      attempts: WAITED_FOR_ATTEMPTS,
      isKnown: digest => known.has(digest),
    });
    for await (const { digest, stacks } of pages) {
      const environments =
        known.get(digest ?? '') ?? this.environmentsOf(stacks, runtime);
      read.push({ digest, environments });
    }
    return read;
  }

  private environmentsOf(
    stacks: Stack[],
    runtime: TargetRuntime,
  ): Environment[] {
    return stacks.flatMap(stack => {
      const environment = stackToEnvironment(stack, runtime.target);
      if (!environment) {
        this.explain(stack, runtime);
      }
      return environment ? [environment] : [];
    });
  }

  /** Logs once why a stack with the prefix of environments is not listed. */
  private explain(stack: Stack, { target, logger }: TargetRuntime): void {
    const { StackId: stackId, StackName: name } = stack;
    if (
      stackId &&
      name?.toLowerCase().startsWith(STACK_NAME_PREFIX.toLowerCase()) &&
      !this.explained.has(stackId)
    ) {
      this.explained.add(stackId);
      logger.info(
        `Stack ${stackId} is not an environment of target '${
          target.name
        }': ${whyNoEnvironment(stack, target)}`,
      );
    }
  }
}

function isOlder(
  { read }: Known,
  { ms, reads }: { ms: number; reads: number },
): boolean {
  return (
    !read || performance.now() - read.at > Math.max(ms, reads * read.tookMs)
  );
}

/** The environments after changes; deleted ones are not listed. */
function withChanges(
  environments: Environment[],
  changes: Change[],
): Environment[] {
  if (changes.length === 0) {
    return environments;
  }
  const byId = new Map(environments.map(each => [each.stackId, each]));
  for (const { environment } of changes) {
    if (environment.status === 'deleted') {
      byId.delete(environment.stackId);
    } else {
      byId.set(environment.stackId, environment);
    }
  }
  return [...byId.values()];
}

/** A target that cannot be reached is part of the listing. */
function rethrowOthers(error: unknown): void {
  if (!isUnreachable(error)) {
    throw error;
  }
}
