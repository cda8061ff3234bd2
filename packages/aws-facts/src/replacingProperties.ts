import { isDeepStrictEqual } from 'node:util';
import {
  isReplacedUnderCondition,
  ResourceProperties,
} from './conditionalReplacements';
import { RESOURCE_TYPES, schemaType } from './resourceTypes';

/**
 * The properties whose change replaces a resource: those that the schema calls create-only, and the conditional ones whose
 * condition is known and applies.
 *
 * @param before - properties of the resource before the change
 * @param after - and after it
 * @returns paths such as `CidrBlock` or `DnsOptions/PrivateDnsPreference`; undefined if {@link RESOURCE_TYPES} does not have the
 *   type
 * @public
 */
export function replacingProperties(
  resourceType: string,
  before: ResourceProperties,
  after: ResourceProperties,
): string[] | undefined {
  const type = schemaType(resourceType);
  if (!type) {
    return undefined;
  }
  const { createOnlyProperties = [], conditionalCreateOnlyProperties = [] } =
    RESOURCE_TYPES[type];
  const changed = (pointers: readonly string[]) =>
    pointers
      .map(pointer => pointer.slice('/properties/'.length))
      .filter(
        path => !isDeepStrictEqual(read(before, path), read(after, path)),
      );
  return [
    ...changed(createOnlyProperties),
    ...changed(conditionalCreateOnlyProperties).filter(path =>
      isReplacedUnderCondition(type, path, before, after),
    ),
  ];
}

function read(properties: ResourceProperties, path: string): unknown {
  return path
    .split('/')
    .reduce<unknown>(
      (node, key) => (node as ResourceProperties | undefined)?.[key],
      properties,
    );
}
