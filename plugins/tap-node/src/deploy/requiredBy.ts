import { ResourceChange } from '@aws-sdk/client-cloudformation';
import { UpdateRequirement, updateRequirement } from '@tap/aws-facts';

/** Requirements by severity. */
const SEVERITY: readonly UpdateRequirement[] = [
  'none',
  'conditional',
  'replacement',
  'unsupported',
];

/**
 * What the modification of a resource requires: the more severe of CloudFormation's answer and that of AWS's schemas. A
 * property whose value is not known before the update is only a possible change
 * (https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ResourceChangeDetail.html).
 *
 * @param change - of DescribeChangeSet, with the action Modify
 */
export function requiredBy(change: ResourceChange): UpdateRequirement {
  return [
    answerOf(change),
    ...changedProperties(change).map(property => property.requirement),
  ].reduce((a, b) => (SEVERITY.indexOf(b) > SEVERITY.indexOf(a) ? b : a));
}

/** The properties of a change, each with what it requires by AWS's schemas. */
export function changedProperties(
  change: ResourceChange,
): Array<{ name: string; requirement: UpdateRequirement }> {
  return (change.Details ?? []).flatMap(({ Target, Evaluation }) => {
    if (Target?.Attribute !== 'Properties' || !Target.Name) {
      return [];
    }
    const requirement =
      updateRequirement(change.ResourceType!, Target.Name) ?? 'none';
    return [
      {
        name: Target.Name,
        requirement:
          Evaluation === 'Dynamic' && requirement !== 'none'
            ? 'conditional'
            : requirement,
      },
    ];
  });
}

function answerOf({ Replacement }: ResourceChange): UpdateRequirement {
  switch (Replacement) {
    case 'True':
      return 'replacement';
    case 'Conditional':
      return 'conditional';
    default:
      return 'none';
  }
}
