import { Stack, StackEvent } from '@aws-sdk/client-cloudformation';
import { AwsAccessError } from '../aws/AwsAccessError';
import { EndRule, EventReader, EventScope, FollowedStack } from '../watch';
import { Operation } from './Operation';
import { TargetRuntime } from './TargetRuntime';

/** How an operation ended. */
export interface OperationEnd {
  /** The stack at the end; undefined where AWS knows it no more. */
  stack: Stack | undefined;
  /** The operation's events, oldest first, as far as they could be read. */
  events: readonly StackEvent[];
}

/**
 * The stack at the end of an operation.
 *
 * @param known - the stack as it was known before
 * @returns the known stack as deleted if AWS does not know it any more
 */
export function stackAtEnd(end: OperationEnd, known: Stack): Stack {
  return end.stack ?? { ...known, StackStatus: 'DELETE_COMPLETE' };
}

/**
 * Follows CloudFormation's operation on a stack to its end and tells of it through ours. Cancelling calls
 * CloudFormation first and watches on.
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
  // What has ended is not cancelled any more, while its last events are being read.
  void followed.ended.then(cancellation.detach);
  const stack = await runtime.watcher.follow(followed);
  await cancellation.settled();
  return { stack, events: reader.all };
}

function unreadable(error: Error): string {
  const reason =
    error instanceof AwsAccessError
      ? error.message
      : 'AWS does not answer the portal.';
  return `The state of the stack cannot be read at the moment. CloudFormation continues the operation, and the portal reads again until it knows the outcome. ${reason}`;
}

/**
 * @returns `detach` takes the listener away; `settled` throws what the cancelling call threw
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
