import { ResourceProperties } from './conditionalReplacements';
import { RESOURCE_TYPES, schemaType } from './resourceTypes';

/** The properties of a resource that its schema does not accept. @public */
export interface PropertyProblems {
  /** Names of required properties that are not set. */
  missing: string[];
  /** Names of properties that are set and that only AWS sets. */
  readOnly: string[];
}

/**
 * Compares the properties that a resource has in a template with AWS's schema of its type.
 *
 * @param resourceType - such as `AWS::EC2::VPC`; `Custom::…` is a custom resource, whose own properties have any name
 * @param properties - top-level properties, such as `CidrBlock`
 * @returns nothing missing and nothing read-only for a type that {@link RESOURCE_TYPES} does not have
 * @public
 */
export function propertyProblems(
  resourceType: string,
  properties: ResourceProperties,
): PropertyProblems {
  const type = schemaType(resourceType);
  if (!type) {
    return { missing: [], readOnly: [] };
  }
  const { required = [], readOnlyProperties = [] } = RESOURCE_TYPES[type];
  const isSet = (name: string) => properties[name] !== undefined;
  return {
    missing: required.filter(name => !isSet(name)),
    readOnly: isCustom(type)
      ? []
      : readOnlyProperties
          .map(pointer => pointer.slice('/properties/'.length))
          .filter(isSet),
  };
}

function isCustom(type: string): boolean {
  return type === 'AWS::CloudFormation::CustomResource';
}
