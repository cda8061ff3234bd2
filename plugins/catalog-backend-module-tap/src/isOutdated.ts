import { Environment } from '@tap/plugin-tap-common';

const UNDER_WAY = 0;
const COMPLETE = 1;
const DELETING = 2;
const DELETED = 3;

/** The facts of an environment that tell which of two reads is the younger one. */
export type ReadFacts = Pick<
  Environment,
  'stackId' | 'createdAt' | 'updatedAt' | 'stackStatus'
>;

/**
 * Whether a read of an environment is certainly older than what is known already. DescribeStacks is eventually
 * consistent and events can overtake each other, so an older read may well arrive last.
 *
 * Two stacks of one name: the one made later counts. One stack: the later operation counts, and within one operation
 * a stack only moves forward; failures are no end, since an operation can be continued from them
 * (https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/view-stack-events.html).
 *
 * @param read - what has just been read
 * @param known - what is known
 * @returns false also where the two cannot be told apart
 */
export function isOutdated(read: ReadFacts, known: ReadFacts): boolean {
  if (read.stackId !== known.stackId) {
    return Date.parse(read.createdAt) < Date.parse(known.createdAt);
  }
  const readRank = rank(read.stackStatus);
  const knownRank = rank(known.stackStatus);
  // Deleting a stack does not touch its LastUpdatedTime, and there is no way back from it.
  if (knownRank >= DELETING || readRank >= DELETING) {
    return readRank < knownRank;
  }
  const readTime = operationTime(read);
  const knownTime = operationTime(known);
  return readTime === knownTime ? readRank < knownRank : readTime < knownTime;
}

function rank(stackStatus: string): number {
  if (stackStatus.startsWith('DELETE_')) {
    return stackStatus === 'DELETE_COMPLETE' ? DELETED : DELETING;
  }
  return stackStatus.endsWith('_COMPLETE') ? COMPLETE : UNDER_WAY;
}

/** The creation comes before every update, whenever it was: who has just asked for it tells its own time. */
function operationTime(facts: ReadFacts): number {
  return facts.updatedAt ? Date.parse(facts.updatedAt) : 0;
}
