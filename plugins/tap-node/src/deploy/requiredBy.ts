import { ResourceChange } from '@aws-sdk/client-cloudformation';
import {
  replacingProperties,
  ResourceProperties,
  UpdateRequirement,
  updateRequirement,
} from '@tap/aws-facts';

/** Requirements by severity. */
const SEVERITY: readonly UpdateRequirement[] = [
  'none',
  'conditional',
  'replacement',
  'unsupported',
];

/** What the change of one property requires. */
interface PropertyRequirement {
  name: string;
  requirement: UpdateRequirement;
  /** Whether CloudFormation's answer can be more than that of AWS's schemas. */
  isOpen: boolean;
}

/**
 * What the modification of a resource requires: the more severe of CloudFormation's answer and that of AWS's schemas. A
 * property whose value is not known before the update is only a possible change
 * (https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ResourceChangeDetail.html). CloudFormation does not
 * evaluate the condition of a conditional property; where the values show that it does not apply, the property requires
 * nothing.
 *
 * @param change - of DescribeChangeSet, with the action Modify
 */
export function requiredBy(change: ResourceChange): UpdateRequirement {
  const properties = changedProperties(change);
  return [
    answerOf(change, properties),
    ...properties.map(property => property.requirement),
  ].reduce((a, b) => (SEVERITY.indexOf(b) > SEVERITY.indexOf(a) ? b : a));
}

/** The properties of a change, each with what it requires by AWS's schemas. */
export function changedProperties(
  change: ResourceChange,
): PropertyRequirement[] {
  const replacing = replacingNames(change);
  return (change.Details ?? []).flatMap(({ Target, Evaluation }) => {
    if (Target?.Attribute !== 'Properties' || !Target.Name) {
      return [];
    }
    const name = Target.Name;
    const requirement = updateRequirement(change.ResourceType!, name) ?? 'none';
    if (Evaluation === 'Dynamic' && requirement !== 'none') {
      return [{ name, requirement: 'conditional', isOpen: true }];
    }
    if (requirement === 'conditional' && replacing?.has(name) === false) {
      return [{ name, requirement: 'none', isOpen: false }];
    }
    return [
      { name, requirement, isOpen: Target.RequiresRecreation !== 'Never' },
    ];
  });
}

/** @returns undefined if the change set does not have the values, or AWS's schemas do not have the type */
function replacingNames({
  ResourceType,
  BeforeContext,
  AfterContext,
}: ResourceChange): Set<string> | undefined {
  if (!BeforeContext || !AfterContext) {
    return undefined;
  }
  const [before, after] = [BeforeContext, AfterContext].map(
    context =>
      (JSON.parse(context) as { Properties?: ResourceProperties }).Properties,
  );
  const paths = replacingProperties(ResourceType!, before ?? {}, after ?? {});
  return paths && new Set(paths.map(path => path.split('/')[0]));
}

function answerOf(
  { Replacement }: ResourceChange,
  properties: PropertyRequirement[],
): UpdateRequirement {
  switch (Replacement) {
    case 'True':
      return 'replacement';
    case 'Conditional':
      return properties.length > 0 && properties.every(({ isOpen }) => !isOpen)
        ? 'none'
        : 'conditional';
    default:
      return 'none';
  }
}
