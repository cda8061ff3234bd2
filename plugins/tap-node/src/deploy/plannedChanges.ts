import { Change, ResourceChange } from '@aws-sdk/client-cloudformation';
import { PlannedChange } from '@tap/plugin-tap-common';
import { StackFacts } from '../stackModule';

/** Properties of a DB instance that interrupt it (https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Overview.DBInstance.Modifying.html). */
const RESTARTS_DATABASE = new Set([
  'DBInstanceClass',
  'EngineVersion',
  'DBParameterGroupName',
  'CACertificateIdentifier',
  'AllowMajorVersionUpgrade',
]);

const EFFECT_ORDER = ['data-loss', 'restart', 'none'];

/**
 * What a change set would do, data losses first, then restarts, then the rest.
 *
 * @param changes - of DescribeChangeSet
 * @param facts - what the deployed template says of itself: which of its resources hold data
 */
export function plannedChanges(
  changes: Change[],
  { dataHolders }: Pick<StackFacts, 'dataHolders'>,
): PlannedChange[] {
  return changes
    .flatMap(({ ResourceChange: change }) =>
      change ? [plannedChange(change, dataHolders)] : [],
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
  dataHolders: string[],
): PlannedChange {
  const action = actionOf(change);
  return {
    action,
    logicalId: change.LogicalResourceId!,
    resourceType: change.ResourceType!,
    causes: causesOf(change),
    effect: effectOf(change, { action, dataHolders }),
    detail: detailOf(change),
  };
}

function actionOf(change: ResourceChange): PlannedChange['action'] {
  if (change.Action === 'Add') {
    return 'add';
  }
  if (change.Action === 'Remove') {
    return 'remove';
  }
  return change.Replacement === 'True' ? 'replace' : 'modify';
}

function causesOf(change: ResourceChange): string[] {
  const names = (change.Details ?? []).map(
    ({ Target }) => Target?.Name ?? Target?.Attribute ?? '',
  );
  return [...new Set(names)].filter(Boolean).sort();
}

/** CloudFormation leaves a property of a DB instance as it is if the template no longer sets it. */
function modifiedProperties({ Details = [] }: ResourceChange): string[] {
  return Details.filter(
    ({ Target }) => Target?.AttributeChangeType !== 'Remove',
  ).map(({ Target }) => Target?.Name ?? '');
}

function effectOf(
  change: ResourceChange,
  {
    action,
    dataHolders,
  }: Pick<PlannedChange, 'action'> & { dataHolders: string[] },
): PlannedChange['effect'] {
  const type = change.ResourceType!;
  if (
    dataHolders.includes(change.LogicalResourceId!) &&
    (action === 'replace' || action === 'remove')
  ) {
    return 'data-loss';
  }
  const restartsDatabase =
    type === 'AWS::RDS::DBInstance' &&
    (action === 'replace' ||
      (action === 'modify' &&
        modifiedProperties(change).some(name => RESTARTS_DATABASE.has(name))));
  const restartsHost = type === 'AWS::EC2::Instance' && action === 'replace';
  return restartsDatabase || restartsHost ? 'restart' : 'none';
}

function detailOf(change: ResourceChange): string | undefined {
  return change.Replacement === 'Conditional'
    ? 'CloudFormation decides while it updates whether this is replaced'
    : undefined;
}
