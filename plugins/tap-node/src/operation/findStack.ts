import { Stack } from '@aws-sdk/client-cloudformation';
import { setTimeout as sleep } from 'node:timers/promises';
import { stackName, StackStatus } from '@tap/plugin-tap-common';
import { TargetRuntime } from './TargetRuntime';

/** Number of reads of a placeholder, because a read can be stale after the change set was executed. */
const PLACEHOLDER_READS = 3;

/**
 * Maximum number of deleted stacks with one name that are checked, newest first, and of pages of the list of deleted
 * stacks.
 */
const DELETED = { stacks: 5, pages: 3 };

/**
 * The stack of an environment.
 *
 * @param stackId - ARN of the stack; without it, the stack with the name
 * @returns undefined if there is none with that name; a deleted stack only by ARN
 */
export async function findStack(
  runtime: TargetRuntime,
  suffix: string,
  stackId?: string,
): Promise<Stack | undefined> {
  for (let read = 1; ; read += 1) {
    const stack = await runtime.stacks.describe(stackId ?? stackName(suffix));
    const isPlaceholder =
      stack && StackStatus.of(stack.StackStatus!).isPlaceholder;
    if (!isPlaceholder || read >= PLACEHOLDER_READS) {
      return stack;
    }
    await sleep(300 * read);
  }
}

/**
 * The deleted stack on which an operation with this token ran. CloudFormation keeps deleted stacks for 90 days.
 */
export async function findDeletedStack(
  runtime: TargetRuntime,
  suffix: string,
  token: string,
): Promise<Stack | undefined> {
  const deleted = await runtime.stacks.deleted(DELETED.pages);
  const candidates = deleted
    .filter(stack => stack.StackName === stackName(suffix))
    .slice(0, DELETED.stacks);
  for (const { StackId } of candidates) {
    if (await hasToken(runtime, StackId!, token)) {
      return runtime.stacks.describe(StackId!);
    }
  }
  return undefined;
}

/**
 * Whether the stack has an event of an operation with this token.
 */
export async function hasToken(
  runtime: TargetRuntime,
  stackId: string,
  token: string,
): Promise<boolean> {
  return (await hasTokens(runtime, stackId, [token]))[0];
}

/**
 * For each token, whether the stack has an event of an operation with it. Reads pages until the first token is found.
 */
export async function hasTokens(
  runtime: TargetRuntime,
  stackId: string,
  tokens: string[],
): Promise<boolean[]> {
  const found = new Set<string | undefined>();
  let next: string | undefined;
  do {
    const page = await runtime.stacks.events(stackId, next, 'mutation');
    page.StackEvents?.forEach(event => found.add(event.ClientRequestToken));
    next = page.NextToken;
  } while (next && !found.has(tokens[0]));
  return tokens.map(token => found.has(token));
}
