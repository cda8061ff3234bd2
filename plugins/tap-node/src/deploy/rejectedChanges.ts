import { Change, ResourceChange } from '@aws-sdk/client-cloudformation';
import { Finding } from '@tap/plugin-tap-common';
import { StackFacts } from '../stackModule';
import { causesOf } from './causesOf';
import { changedProperties, requiredBy } from './requiredBy';

/** Resource types that TAP never lets an update replace, whatever they hold: everything else depends on them. */
const NEVER_REPLACED = new Set([
  'AWS::EC2::Subnet',
  'AWS::EC2::VPC',
  'AWS::KMS::Key',
  'AWS::RDS::DBInstance',
  'AWS::S3::Bucket',
]);

/**
 * Why a change of a resource is rejected.
 *
 * @returns undefined if it is not
 */
export function rejectionOf(
  change: ResourceChange,
  { dataHolders }: Pick<StackFacts, 'dataHolders'>,
): 'data-loss' | 'replacement' | 'unsupported-change' | undefined {
  const holdsData = dataHolders.includes(change.LogicalResourceId!);
  if (change.Action === 'Remove') {
    return holdsData ? 'data-loss' : undefined;
  }
  switch (change.Action === 'Modify' ? requiredBy(change) : 'none') {
    case 'unsupported':
      return 'unsupported-change';
    case 'replacement':
      if (holdsData) {
        return 'data-loss';
      }
      return NEVER_REPLACED.has(change.ResourceType!)
        ? 'replacement'
        : undefined;
    default:
      return undefined;
  }
}

/**
 * Everything in a change set for which TAP rejects the update: the stack policy or AWS would stop it half-way, or the
 * environment would lose its network or its data.
 *
 * @param changes - of DescribeChangeSet
 * @param facts - what the deployed template says of itself
 * @returns one finding for each resource and property
 */
export function rejectedChanges(
  changes: Change[],
  facts: Pick<StackFacts, 'dataHolders'>,
): Finding[] {
  return changes.flatMap(({ ResourceChange: change }) => {
    const code = change && rejectionOf(change, facts);
    return code ? findingsOf(change, code) : [];
  });
}

function findingsOf(
  change: ResourceChange,
  code: NonNullable<ReturnType<typeof rejectionOf>>,
): Finding[] {
  const resource = change.LogicalResourceId!;
  const what = `${resource} (${change.ResourceType})`;
  if (change.Action === 'Remove') {
    return [{ code, resource, text: `${what} would be removed.` }];
  }
  const requirement = requiredBy(change);
  const decisive = changedProperties(change)
    .filter(property => property.requirement === requirement)
    .map(({ name }) => name);
  const properties = decisive.length > 0 ? decisive : causesOf(change);
  const consequence =
    code === 'unsupported-change'
      ? 'cannot be updated, because AWS does not support a change of'
      : 'would be replaced because of';
  return [...new Set(properties)].map(property => ({
    code,
    resource,
    property,
    text: `${what} ${consequence} ${property}.`,
  }));
}
