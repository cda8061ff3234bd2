import { StackStatus } from './StackStatus';

/** The values that order two reads of a stack, or of two stacks with the same name. @public */
export interface StackRead {
  stackId: string;
  stackStatus: string;
  /** CloudFormation's CreationTime, ISO 8601. */
  createdAt: string;
  /** CloudFormation's LastUpdatedTime, ISO 8601. */
  updatedAt?: string;
  /** CloudFormation's DeletionTime, ISO 8601. */
  deletionTime?: string;
}

/**
 * Whether a read is certainly older than the known state. DescribeStacks is eventually consistent and events can arrive
 * out of order, so an older read can arrive last.
 *
 * The later operation wins. Within one operation a stack only moves forward. A failure is not final, because an
 * operation can be continued after it
 * (https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-updating-stacks-continueupdaterollback.html).
 *
 * @param read - the new read
 * @param known - the known state
 * @returns false if the two cannot be ordered
 * @public
 */
export function isOlderRead(read: StackRead, known: StackRead): boolean {
  const order = compareOperations(read, known);
  return order === 0
    ? progress(read.stackStatus) < progress(known.stackStatus)
    : order < 0;
}

/**
 * Whether a read belongs to a later operation than the known state.
 *
 * @public
 */
export function isLaterOperation(read: StackRead, known: StackRead): boolean {
  return compareOperations(read, known) > 0;
}

/**
 * Start time of the operation that a read shows, ISO 8601. For a deletion, the start time of the operation before it.
 *
 * @public
 */
export function operationTime(
  read: Pick<StackRead, 'createdAt' | 'updatedAt'>,
): string {
  return read.updatedAt ?? read.createdAt;
}

/**
 * Of two stacks with the same name, the one created later wins. A stack's deletion comes after all its updates and does
 * not change LastUpdatedTime; a stack can leave DELETE_FAILED only by another deletion
 * (https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/view-stack-events.html). CloudFormation returns
 * LastUpdatedTime only after the first update
 * (https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_Stack.html), so a read without it shows the
 * creation. The creation comes before every update, regardless of CreationTime: until CloudFormation returns it, the
 * portal uses its own clock.
 *
 * @returns negative if the first operation started earlier, positive if it started later
 */
function compareOperations(one: StackRead, other: StackRead): number {
  if (one.stackId !== other.stackId) {
    return time(one.createdAt) - time(other.createdAt);
  }
  const isDeletion = (read: StackRead) =>
    StackStatus.of(read.stackStatus).operation === 'delete';
  if (isDeletion(one) && isDeletion(other)) {
    return one.deletionTime && other.deletionTime
      ? time(one.deletionTime) - time(other.deletionTime)
      : 0;
  }
  return (
    Number(isDeletion(one)) - Number(isDeletion(other)) ||
    time(one.updatedAt) - time(other.updatedAt)
  );
}

/** Progress of a stack within its operation. */
function progress(stackStatus: string): number {
  return stackStatus.endsWith('_COMPLETE') ? 1 : 0;
}

function time(iso: string | undefined): number {
  return iso ? Date.parse(iso) : 0;
}
