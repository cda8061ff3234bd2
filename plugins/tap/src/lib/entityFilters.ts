import { Entity, getCompoundEntityRef } from '@backstage/catalog-model';
import {
  ENVIRONMENT_SYSTEM_TYPE,
  foreignLocation,
  isReservedEntityRef,
  RESOURCE_TYPES,
} from '@tap/plugin-tap-common';

/** Predicate for the blueprints' `filter`: the System that represents an environment. */
export const environmentFilter = {
  kind: 'system',
  'spec.type': ENVIRONMENT_SYSTEM_TYPE,
};

/** Predicate for the blueprints' `filter`: a Resource of an environment. */
export const resourceFilter = {
  kind: 'resource',
  'spec.type': { $in: Object.values(RESOURCE_TYPES) },
};

/** Predicate for the blueprints' `filter`: a foreign System with the name of an environment. */
export function holdsEnvironmentName(entity: Entity): boolean {
  return (
    entity.kind === 'System' &&
    foreignLocation(entity) !== undefined &&
    isReservedEntityRef(getCompoundEntityRef(entity))
  );
}
