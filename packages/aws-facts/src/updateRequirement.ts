import { RESOURCE_TYPES, schemaType } from './resourceTypes';

/**
 * What the change of a property requires of an update.
 *
 * - `replacement`: CloudFormation creates another resource and deletes the old one.
 * - `conditional`: CloudFormation or the resource type's handler decides during the update.
 * - `unsupported`: the handler rejects the change, so the update fails.
 * - `none`: the resource is changed in place.
 *
 * @public
 */
export type UpdateRequirement =
  | 'replacement'
  | 'conditional'
  | 'unsupported'
  | 'none';

/**
 * Properties whose change the handler rejects, although no schema says so.
 *
 * `EngineLifecycleSupport`: `UpdateHandler` of aws-cloudformation/aws-cloudformation-resource-providers-rds (commit
 * 5a410e8 of 29 July 2025) fails with "EngineLifecycleSupport cannot be modified.", except in a rollback.
 */
const UNSUPPORTED: Readonly<Record<string, readonly string[]>> = {
  'AWS::RDS::DBInstance': ['EngineLifecycleSupport'],
};

/**
 * What the change of a property of a resource requires, by AWS's schemas.
 *
 * @param resourceType - such as `AWS::EC2::VPC`; `Custom::…` is a custom resource
 * @param property - name of a property in a template, such as `CidrBlock`
 * @returns undefined if {@link RESOURCE_TYPES} does not have the type. `conditional` also for a property of which only a part
 *   requires a replacement
 * @public
 */
export function updateRequirement(
  resourceType: string,
  property: string,
): UpdateRequirement | undefined {
  const type = schemaType(resourceType);
  if (!type) {
    return undefined;
  }
  const { createOnlyProperties = [], conditionalCreateOnlyProperties = [] } =
    RESOURCE_TYPES[type];
  const pointer = `/properties/${property}`;
  if (createOnlyProperties.includes(pointer)) {
    return 'replacement';
  }
  if (UNSUPPORTED[type]?.includes(property)) {
    return 'unsupported';
  }
  return [...createOnlyProperties, ...conditionalCreateOnlyProperties].some(
    other => other === pointer || other.startsWith(`${pointer}/`),
  )
    ? 'conditional'
    : 'none';
}
