import { Stack } from '@aws-sdk/client-cloudformation';
import {
  Environment,
  EnvironmentProgress,
  EnvironmentRef,
  STACK_NAME_PREFIX,
  stackName,
  StackStatus,
} from '@tap/plugin-tap-common';
import { WAITED_FOR_ATTEMPTS } from './aws/StackApi';
import { OperationRegistry } from './operation/OperationRegistry';
import { TargetRuntime } from './operation/TargetRuntime';
import { stackToEnvironment, whyNoEnvironment } from './stack';
import {
  DatabaseStates,
  EventReader,
  ProgressFold,
  StackDurations,
} from './watch';

/** How long a progress response is cached, in milliseconds, and how many are kept. */
const POLLED = { goodForMs: 2_000, most: 500 };

/**
 * Reads environments from CloudFormation. Concurrent identical reads share one result.
 */
export class EnvironmentReader {
  private readonly listing = new Map<string, Promise<Environment[]>>();
  /** When the listing of a target first failed, ISO 8601. */
  private readonly failedSince = new Map<string, string>();
  private readonly polled = new Map<
    string,
    { at: number; answer: Promise<EnvironmentProgress> }
  >();

  private readonly databaseStates = new DatabaseStates();
  private readonly durations = new StackDurations();

  /** ARNs of stacks for which the log already states why they are not listed. */
  private readonly explained = new Set<string>();

  constructor(private readonly registry: OperationRegistry) {}

  /** All environments of a target. Fails if any page cannot be read. */
  list(runtime: TargetRuntime): Promise<Environment[]> {
    const { name } = runtime.target;
    const listing =
      this.listing.get(name) ??
      this.read(runtime).finally(() => this.listing.delete(name));
    this.listing.set(name, listing);
    return listing;
  }

  /** When the listing of a target first failed, ISO 8601; undefined if the last one succeeded. */
  unreachableSince(target: string): string | undefined {
    return this.failedSince.get(target);
  }

  async get(
    runtime: TargetRuntime,
    nameOrArn: string,
  ): Promise<Environment | undefined> {
    const stack = await runtime.lookup.find(nameOrArn);
    return stack && stackToEnvironment(stack, runtime.target);
  }

  /** Progress for polling: operations of this process need no call, others are read at most every two seconds. */
  progress(
    runtime: TargetRuntime,
    ref: EnvironmentRef,
  ): Promise<EnvironmentProgress> {
    const operation = this.registry.current(ref);
    if (operation?.environment) {
      const { done, events, total } = operation.fold;
      return Promise.resolve({
        environment: operation.environment,
        operation: operation.kind,
        done,
        total,
        events,
        databases: this.databaseStates.of(runtime, events),
        typicalSeconds: this.durations.of(
          runtime,
          operation.environment.stackId,
          operation.kind,
          events,
        ),
      });
    }
    const key = `${ref.target}/${ref.suffix}`;
    const known = this.polled.get(key);
    if (known && performance.now() - known.at < POLLED.goodForMs) {
      return known.answer;
    }
    const answer = this.readProgress(runtime, ref.suffix);
    this.polled.delete(key);
    this.polled.set(key, { at: performance.now(), answer });
    this.forgetOldest();
    return answer;
  }

  private async read(runtime: TargetRuntime): Promise<Environment[]> {
    const { stacks, target } = runtime;
    const environments: Environment[] = [];
    try {
      // Page by page, so that the main thread is free between the pages of a large account.
      const pages = stacks.describePages({ attempts: WAITED_FOR_ATTEMPTS });
      for await (const page of pages) {
        environments.push(...this.environmentsOf(page, runtime));
      }
    } catch (error) {
      if (!this.failedSince.has(target.name)) {
        this.failedSince.set(target.name, new Date().toISOString());
      }
      throw error;
    }
    this.failedSince.delete(target.name);
    return environments;
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

  private async readProgress(
    runtime: TargetRuntime,
    suffix: string,
  ): Promise<EnvironmentProgress> {
    const stack = await runtime.lookup.find(stackName(suffix));
    const environment = stack && stackToEnvironment(stack, runtime.target);
    if (!environment) {
      return { done: 0, total: 0, events: [] };
    }
    const status = StackStatus.of(stack.StackStatus!);
    const fold = new ProgressFold(0);
    fold.add(await newestEvents(runtime, stack));
    const { done, events, total } = fold;
    return {
      environment,
      done,
      total,
      events,
      ...(status.isInProgress && {
        operation: status.operation,
        databases: this.databaseStates.of(runtime, events),
        typicalSeconds: this.durations.of(
          runtime,
          environment.stackId,
          status.operation,
          events,
        ),
      }),
    };
  }

  private forgetOldest(): void {
    const oldest = this.polled.keys().next().value;
    if (this.polled.size > POLLED.most && oldest !== undefined) {
      this.polled.delete(oldest);
    }
  }
}

async function newestEvents(runtime: TargetRuntime, stack: Stack) {
  try {
    return await new EventReader(runtime.stacks, {
      stackId: stack.StackId!,
      token: undefined,
    }).readNew();
  } catch (error) {
    runtime.logger.debug(
      `Failed to read stack events; the progress shows none: ${error}`,
    );
    return [];
  }
}
