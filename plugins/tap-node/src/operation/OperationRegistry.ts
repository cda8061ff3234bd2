import { ConflictError } from '@backstage/errors';
import {
  EnvironmentRef,
  ProgressEvent,
  StackOperation,
} from '@tap/plugin-tap-common';
import { operationMayStillRun } from '../aws/AwsAccessError';
import { Operation } from './Operation';
import { typedError } from './typedError';

/** How long ended operations are kept, in milliseconds, and how many. */
const REMEMBERED = { ms: 15 * 60_000, count: 500 };

/**
 * The operations of this process, at most one per stack. A caller with the token of an operation that is in progress or
 * has just ended joins it; others are rejected.
 */
export class OperationRegistry {
  private readonly running = new Map<string, Operation>();
  private readonly finished = new Map<
    string,
    { operation: Operation; at: number }
  >();

  /** The operation in progress on this stack in this process. */
  current(ref: EnvironmentRef): Operation | undefined {
    return this.running.get(keyOf(ref));
  }

  /**
   * Runs an operation, or joins the one with the same token.
   *
   * @param options.resumed - the operation was started by an earlier run: if the reconciler already follows it, waits
   *   for its end
   * @param body - does the work and reports it through the operation
   * @returns the operation's events, from its beginning
   * @throws ConflictError if another operation is in progress on the stack
   */
  async *run(
    operation: Operation,
    options: { signal?: AbortSignal; resumed?: boolean },
    body: (operation: Operation) => Promise<void>,
  ): AsyncGenerator<ProgressEvent, void, undefined> {
    const { signal, resumed } = options;
    const current = this.current(operation.ref);
    if (resumed && current?.purpose === 'follow') {
      current.cancelWith(signal);
      yield* progressOf(current);
    }
    const known = this.known(operation);
    if (known) {
      known.cancelWith(signal);
      yield* known.feed.read();
      return;
    }
    operation.cancelWith(signal);
    this.start(operation, body, resumed === true);
    yield* operation.feed.read();
  }

  private known(operation: Operation): Operation | undefined {
    const current = this.current(operation.ref);
    if (current && !isSame(current, operation)) {
      throw new ConflictError(busyMessage(current));
    }
    return current ?? this.finished.get(finishedKey(operation))?.operation;
  }

  private start(
    operation: Operation,
    body: (operation: Operation) => Promise<void>,
    resumed: boolean,
  ): void {
    const key = keyOf(operation.ref);
    this.running.set(key, operation);
    void body(operation)
      .then(
        () => undefined,
        error => ({
          error: typedError(error, {
            mayStillRun: resumed || operation.kind !== undefined,
          }),
        }),
      )
      .then(failure => {
        this.running.delete(key);
        // An operation that may still be in progress has no result to keep: a caller with the same token reads it
        // again.
        if (!operationMayStillRun(failure?.error)) {
          this.remember(operation);
        }
        if (failure) {
          operation.feed.fail(failure.error);
        } else {
          operation.feed.end();
        }
      });
  }

  private remember(operation: Operation): void {
    if (operation.kind) {
      this.finished.set(finishedKey(operation), {
        operation,
        at: performance.now(),
      });
    }
    const tooMany = this.finished.size - REMEMBERED.count;
    [...this.finished].forEach(([key, { at }], index) => {
      if (index < tooMany || performance.now() - at > REMEMBERED.ms) {
        this.finished.delete(key);
      }
    });
  }
}

/** The events of an operation until its end, ignoring its error. */
async function* progressOf(
  operation: Operation,
): AsyncGenerator<ProgressEvent, void, undefined> {
  try {
    for await (const event of operation.feed.read()) {
      if (event.type !== 'completed') {
        yield event;
      }
    }
  } catch {
    // The operation that waits reads the stack itself and reports its own result.
  }
}

/** Two teardowns have the same purpose. */
function isSame(current: Operation, operation: Operation): boolean {
  return (
    current.token === operation.token ||
    (current.purpose === 'teardown' && operation.purpose === 'teardown')
  );
}

function keyOf(ref: EnvironmentRef): string {
  return `${ref.target}/${ref.suffix}`;
}

function finishedKey(operation: Operation): string {
  return `${keyOf(operation.ref)}/${operation.token}`;
}

function busyMessage(current: Operation): string {
  const doing = {
    deploy: deployment(current.kind),
    teardown: 'being torn down',
    change: 'being changed',
    follow: 'being worked on',
  }[current.purpose];
  return `suffix: the environment '${current.ref.suffix}' on target '${current.ref.target}' is ${doing}; nothing was done. Wait until that operation has ended, or cancel its task, and try again.`;
}

/** Until CloudFormation accepts a deployment, it is unknown whether it creates or updates. */
function deployment(kind: StackOperation | undefined): string {
  switch (kind) {
    case 'create':
      return 'being created';
    case 'update':
      return 'being changed';
    default:
      return 'being deployed';
  }
}
