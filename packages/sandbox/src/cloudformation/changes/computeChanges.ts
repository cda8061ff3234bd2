import { isGone } from '../engine/deleteResource';
import { CloudFormationParts } from '../operations/CloudFormationParts';
import { parseTemplate } from '../template/parseTemplate';
import { StackDefinition, StackRecord } from '../StackRecord';
import { ResourceChange } from './ChangeSetRecord';
import { describeRemove } from './describeChange';
import { Forecast } from './Forecast';

/**
 * Computes the changes of an update without applying it.
 *
 * Values that depend on a new or replaced resource are not known yet, nor are
 * the attributes of a modified resource. A property that differs only because
 * of them is a dynamic change, any other a static change.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ResourceChangeDetail.html
 */
export function computeChanges(
  parts: CloudFormationParts,
  stack: StackRecord,
  definition: StackDefinition,
): ResourceChange[] {
  const records = new Map(
    parts.stacks
      .resources(stack.id)
      .filter(record => !isGone(record) && record.current)
      .map(record => [record.logicalId, record]),
  );
  const forecast = new Forecast(parts, stack, definition, records);
  const changes = forecast.order
    .flatMap(logicalId => forecast.changeOf(logicalId))
    .filter(
      change =>
        parts.readings.policyOnlyUpdate === 'update' ||
        !changesOnlyPolicies(change),
    );
  const kept = new Set(forecast.order);
  const removed = [...records.values()].filter(
    ({ logicalId }) => !kept.has(logicalId),
  );
  const oldTemplate =
    removed.length > 0 ? parseTemplate(stack.templateBody) : undefined;
  return [
    ...changes,
    ...removed.map(record =>
      describeRemove(record, oldTemplate?.Resources[record.logicalId]),
    ),
  ];
}

function changesOnlyPolicies({ action, scope }: ResourceChange): boolean {
  return (
    action === 'Modify' &&
    scope.every(
      attribute =>
        attribute === 'DeletionPolicy' || attribute === 'UpdateReplacePolicy',
    )
  );
}

/** Whether the definitions differ only in their outputs. */
export function changesOutputs(
  stack: StackRecord,
  definition: StackDefinition,
): boolean {
  return (
    JSON.stringify(parseTemplate(stack.templateBody).Outputs) !==
    JSON.stringify(parseTemplate(definition.templateBody).Outputs)
  );
}
