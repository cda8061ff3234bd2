import { InputError } from '@backstage/errors';
import { createHash, randomUUID } from 'node:crypto';

const LONGEST = 128;

const FOLLOW_PREFIX = 'follow-';
const UNDO_PREFIX = 'undo-';

/** Additional CloudFormation calls of an operation, each with its own token. */
const STEPS = [
  'cancel',
  'primary',
  'protect',
  'replicas',
  'retry',
  'revert',
] as const;

export type OperationStep = (typeof STEPS)[number];

/**
 * Checks a client request token
 * (https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateStack.html).
 *
 * @throws InputError
 */
export function assertToken(token: string): void {
  if (!/^[A-Za-z0-9][A-Za-z0-9-]{0,127}$/.test(token)) {
    throw new InputError(
      `token: must be 1 to ${LONGEST} letters, digits and hyphens, for example the hash of a task and its attempt`,
    );
  }
}

/** The token of an additional step of an operation, derived from token and step. */
export function stepToken(token: string, step: OperationStep): string {
  const derived = `${token}-${step}`;
  return derived.length <= LONGEST ? derived : `${hash(token)}-${step}`;
}

/** The tokens of the updates before the last one of a change, in their order. */
export function earlierUpdateTokens(token: string): string[] {
  return (['replicas', 'primary'] as const).map(step => stepToken(token, step));
}

/**
 * The token of a deletion that cleans up a creation, derived from the stack. Two back ends that cancel a creation or
 * retry its clean-up therefore start one deletion.
 *
 * @param stackId - the stack's ARN
 */
export function undoToken(stackId: string, step: 'cancel' | 'retry'): string {
  return `${UNDO_PREFIX}${hash(stackId).slice(0, 32)}-${step}`;
}

/** All tokens that an operation can use with CloudFormation: its own, and those of its steps. */
export function tokensOfOperation(token: string): string[] {
  return [token, ...STEPS.map(step => stepToken(token, step))];
}

/** A new token for the reconciler, which completes operations but starts none. */
export function followToken(): string {
  return `${FOLLOW_PREFIX}${randomUUID()}`;
}

/**
 * Whether a token belongs to the completion or clean-up of a started operation: one of {@link undoToken}, or of a step
 * of {@link followToken}.
 */
export function isCompletingToken(token: string | undefined): boolean {
  return [FOLLOW_PREFIX, UNDO_PREFIX].some(prefix => token?.startsWith(prefix));
}

/** The name of an operation's change set, derived from the token. */
export function changeSetName(token: string): string {
  return `tap-${hash(token).slice(0, 32)}`;
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
