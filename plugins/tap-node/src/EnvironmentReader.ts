import { Stack } from '@aws-sdk/client-cloudformation';
import {
  Environment,
  EnvironmentProgress,
  EnvironmentRef,
  stackName,
  StackStatus,
} from '@tap/plugin-tap-common';
import { OperationRegistry } from './operation/OperationRegistry';
import { TargetRuntime } from './operation/TargetRuntime';
import { stackToEnvironment } from './stack';
import {
  DatabaseStates,
  EventReader,
  ProgressFold,
  StackDurations,
} from './watch';

/** How long a progress response is cached, in milliseconds, and how many are kept. */
const POLLED = { goodForMs: 2_000, most: 500 };

/**
 * Reads single environments from CloudFormation.
 */
export class EnvironmentReader {
  private readonly polled = new Map<
    string,
    { at: number; answer: Promise<EnvironmentProgress> }
  >();

  private readonly databaseStates = new DatabaseStates();
  private readonly durations = new StackDurations();

  constructor(private readonly registry: OperationRegistry) {}

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
