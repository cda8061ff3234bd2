import { Stack, StackEvent } from '@aws-sdk/client-cloudformation';
import { AwsAccessError } from '../aws/AwsAccessError';
import { EndRule, EventReader, EventScope, FollowedStack } from '../watch';
import { Operation } from './Operation';
import { TargetRuntime } from './TargetRuntime';

/** How an operation ended. */
export interface OperationEnd {
  /** The stack at the end; undefined if it no longer exists. */
  stack: Stack | undefined;
  /** The events of the operation that could be read, oldest first. */
  events: readonly StackEvent[];
}

/**
 * The stack at the end of an operation.
 *
 * @param known - the last known stack
 * @returns the known stack with a deleted status if it no longer exists
 */
export function stackAtEnd(end: OperationEnd, known: Stack): Stack {
  return end.stack ?? { ...known, StackStatus: 'DELETE_COMPLETE' };
}

/**
 * Follows a CloudFormation operation to its end and reports it through the operation of this process. A cancellation
 * calls CloudFormation and continues to follow.
 *
 * @param options.cancel - the CloudFormation call that cancels it; called once, at once
 */
export async function followOperation(
  runtime: TargetRuntime,
  operation: Operation,
  options: {
    scope: EventScope;
    rule: EndRule;
    cancel: () => Promise<void>;
  },
): Promise<OperationEnd> {
  const reader = new EventReader(runtime.stacks, options.scope);
  const followed = new FollowedStack(
    options.scope.stackId,
    options.rule,
    reader,
    {
      onStatus: stack => operation.statusChanged(stack),
      onEvents: events =>
        operation.fold
          .add(events)
          .forEach(progress => operation.feed.push(progress)),
      onUnreadable: error => operation.notice(unreadable(error)),
    },
  );
  const cancellation = onAbort(operation.signal, options.cancel);
  // An operation that has ended is not cancelled while its last events are read.
  void followed.ended.then(cancellation.detach);
  const stack = await runtime.watcher.follow(followed);
  await cancellation.settled();
  return { stack, events: reader.all };
}

function unreadable(error: Error): string {
  const reason =
    error instanceof AwsAccessError
      ? error.message
      : 'AWS does not respond to the portal.';
  return `The state of the stack cannot be read at the moment. CloudFormation continues the operation, and the portal retries until it can read the result. ${reason}`;
}

/**
 * @returns `detach` removes the listener; `settled` throws the error of the cancellation
 */
function onAbort(
  signal: AbortSignal,
  cancel: () => Promise<void>,
): { detach: () => void; settled: () => Promise<void> } {
  let calling: Promise<{ error?: unknown }> | undefined;
  const call = () => {
    calling = cancel().then(
      () => ({}),
      error => ({ error }),
    );
  };
  if (signal.aborted) {
    call();
  } else {
    signal.addEventListener('abort', call, { once: true });
  }
  return {
    detach: () => signal.removeEventListener('abort', call),
    settled: async () => {
      const outcome = await calling;
      if (outcome?.error) {
        throw outcome.error;
      }
    },
  };
}
