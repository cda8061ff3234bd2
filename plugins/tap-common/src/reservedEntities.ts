import {
  ANNOTATION_LOCATION,
  ANNOTATION_ORIGIN_LOCATION,
  CompoundEntityRef,
  Entity,
} from '@backstage/catalog-model';
import { ANNOTATION_PREFIX } from './annotationPrefix';
import {
  ENVIRONMENT_LOCATION_TYPE,
  RESOURCE_PART_PATTERN,
} from './entityTypes';
import { parseSystemName } from './names';

const RESOURCE_NAME = new RegExp(`^(.+)-(?:${RESOURCE_PART_PATTERN})$`);

/**
 * Whether an entity ref follows the naming pattern of environments, so that only the entity provider may use it: a
 * System `tap-<suffix>[.<target>]`, or a Resource with such a name and a part of an environment after it, in the namespace
 * `default`. Entity refs are case-insensitive (https://backstage.io/docs/features/software-catalog/references).
 *
 * @public
 */
export function isReservedEntityRef(ref: CompoundEntityRef): boolean {
  const [kind, namespace, name] = [ref.kind, ref.namespace, ref.name].map(
    part => part.toLocaleLowerCase('en-US'),
  );
  if (namespace !== 'default') {
    return false;
  }
  if (kind === 'resource') {
    const system = RESOURCE_NAME.exec(name)?.[1];
    return system !== undefined && parseSystemName(system) !== undefined;
  }
  return kind === 'system' && parseSystemName(name) !== undefined;
}

/**
 * The location of an entity that does not come from the entity provider of environments. The catalog sets the
 * annotation, so an entity in a file cannot claim another location.
 *
 * @returns undefined for an entity of the provider
 * @public
 */
export function foreignLocation(entity: Entity): string | undefined {
  const annotations = entity.metadata.annotations ?? {};
  const location = annotations[ANNOTATION_LOCATION];
  return location?.startsWith(`${ENVIRONMENT_LOCATION_TYPE}:`)
    ? undefined
    : annotations[ANNOTATION_ORIGIN_LOCATION] ??
        location ??
        'an unknown location';
}

/**
 * Marks an entity that the catalog module provides instead of a foreign one with a reserved name, and removes as soon
 * as an environment needs the name.
 *
 * @public
 */
export const PLACEHOLDER_ANNOTATION = `${ANNOTATION_PREFIX}/placeholder`;

/** Whether a catalog entity is a placeholder; only the catalog module can create one. @public */
export function isPlaceholder(entity: Entity): boolean {
  return entity.metadata.annotations?.[PLACEHOLDER_ANNOTATION] !== undefined;
}
