import { isDeepStrictEqual } from 'node:util';
import { replacingProperties } from './replacingProperties';
import { UpdateRequirement, updateRequirement } from './updateRequirement';

/** The part of a CloudFormation template that {@link changedProperties} compares. @public */
export interface ComparedTemplate {
  readonly Resources?: Readonly<
    Record<
      string,
      {
        readonly Type: string;
        readonly Properties?: Readonly<Record<string, unknown>>;
      }
    >
  >;
}

/** A property that differs between two templates. @public */
export interface ChangedProperty {
  readonly logicalId: string;
  readonly resourceType: string;
  readonly property: string;
  /** What the change requires, conditions included; undefined for a resource type that the facts do not have. */
  readonly requirement: Exclude<UpdateRequirement, 'conditional'> | undefined;
}

/**
 * Compares two templates of one stack, property by property, without an AWS account. For the tests of a stack module: which
 * changes of its input would replace resources. Resources that only one template has are not compared, and a resource whose
 * type changes is reported with the property `Type`, which requires a replacement.
 *
 * @returns the properties that differ, in the order of `before`
 * @public
 */
export function changedProperties(
  before: ComparedTemplate,
  after: ComparedTemplate,
): ChangedProperty[] {
  return Object.entries(before.Resources ?? {}).flatMap(([logicalId, old]) => {
    const next = after.Resources?.[logicalId];
    if (!next) {
      return [];
    }
    const resourceType = old.Type;
    if (next.Type !== resourceType) {
      return [
        {
          logicalId,
          resourceType,
          property: 'Type',
          requirement: 'replacement',
        },
      ];
    }
    const replacing = replacingProperties(
      resourceType,
      old.Properties ?? {},
      next.Properties ?? {},
    );
    return changedNames(old.Properties, next.Properties).map(property => ({
      logicalId,
      resourceType,
      property,
      requirement: replacing?.some(path => path.split('/')[0] === property)
        ? 'replacement'
        : withoutCondition(updateRequirement(resourceType, property)),
    }));
  });
}

/** A condition that does not apply to this change requires nothing. */
function withoutCondition(
  requirement: UpdateRequirement | undefined,
): ChangedProperty['requirement'] {
  return requirement === 'conditional' ? 'none' : requirement;
}

function changedNames(
  old: Readonly<Record<string, unknown>> = {},
  next: Readonly<Record<string, unknown>> = {},
): string[] {
  return [...new Set([...Object.keys(old), ...Object.keys(next)])].filter(
    name => !isDeepStrictEqual(old[name], next[name]),
  );
}
