import { Change, ResourceChange } from '@aws-sdk/client-cloudformation';
import { PlannedChange } from '@tap/plugin-tap-common';
import { StackFacts } from '../stackModule';
import { causesOf } from './causesOf';
import { rejectionOf } from './rejectedChanges';
import { requiredBy } from './requiredBy';

/** Properties of a DB instance that interrupt it (https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Overview.DBInstance.Modifying.html). */
const RESTARTS_DATABASE = new Set([
  'DBInstanceClass',
  'EngineVersion',
  'DBParameterGroupName',
  'CACertificateIdentifier',
  'AllowMajorVersionUpgrade',
]);

/** Effects of changes that TAP rejects. */
const REJECTED = {
  'data-loss': 'data-loss',
  replacement: 'rejected',
  'unsupported-change': 'rejected',
} as const;

const EFFECT_ORDER = ['data-loss', 'rejected', 'restart', 'none'];

/**
 * What a change set would do, data losses first, then other rejected changes, then restarts, then the rest.
 *
 * @param changes - of DescribeChangeSet
 * @param facts - what the deployed template says of itself: which of its resources hold data
 */
export function plannedChanges(
  changes: Change[],
  facts: Pick<StackFacts, 'dataHolders'>,
): PlannedChange[] {
  return changes
    .flatMap(({ ResourceChange: change }) =>
      change ? [plannedChange(change, facts)] : [],
    )
    .sort(byEffect);
}

/** Orders changes by how much they hurt. */
export function byEffect(a: PlannedChange, b: PlannedChange): number {
  return (
    EFFECT_ORDER.indexOf(a.effect) - EFFECT_ORDER.indexOf(b.effect) ||
    a.logicalId.localeCompare(b.logicalId)
  );
}

function plannedChange(
  change: ResourceChange,
  facts: Pick<StackFacts, 'dataHolders'>,
): PlannedChange {
  const action = actionOf(change);
  const rejection = rejectionOf(change, facts);
  const effect = rejection ? REJECTED[rejection] : effectOf(change, action);
  return {
    action,
    logicalId: change.LogicalResourceId!,
    resourceType: change.ResourceType!,
    causes: causesOf(change),
    effect,
    detail: rejection
      ? 'TAP rejects an update with this change'
      : detailOf(change, action, facts),
  };
}

function actionOf(change: ResourceChange): PlannedChange['action'] {
  if (change.Action === 'Add') {
    return 'add';
  }
  if (change.Action === 'Remove') {
    return 'remove';
  }
  switch (requiredBy(change)) {
    case 'replacement':
      return 'replace';
    case 'conditional':
      return 'may-replace';
    default:
      return 'modify';
  }
}

/** CloudFormation leaves a property of a DB instance as it is if the template no longer sets it. */
function modifiedProperties({ Details = [] }: ResourceChange): string[] {
  return Details.filter(
    ({ Target }) => Target?.AttributeChangeType !== 'Remove',
  ).map(({ Target }) => Target?.Name ?? '');
}

function effectOf(
  change: ResourceChange,
  action: PlannedChange['action'],
): PlannedChange['effect'] {
  const type = change.ResourceType!;
  const restartsDatabase =
    type === 'AWS::RDS::DBInstance' &&
    (action === 'modify' || action === 'may-replace') &&
    modifiedProperties(change).some(name => RESTARTS_DATABASE.has(name));
  const restartsHost = type === 'AWS::EC2::Instance' && action === 'replace';
  return restartsDatabase || restartsHost ? 'restart' : 'none';
}

function detailOf(
  { LogicalResourceId }: ResourceChange,
  action: PlannedChange['action'],
  { dataHolders }: Pick<StackFacts, 'dataHolders'>,
): string | undefined {
  if (action !== 'may-replace') {
    return undefined;
  }
  return dataHolders.includes(LogicalResourceId!)
    ? 'CloudFormation decides during the update whether it replaces the resource. If it does, the stack policy stops the update'
    : 'CloudFormation decides during the update whether it replaces the resource';
}
