import { Entity } from '@backstage/catalog-model';
import {
  ANNOTATIONS,
  Environment,
  EnvironmentRef,
  isOlderRead,
} from '@tap/plugin-tap-common';

/**
 * The environment that an entity represents.
 *
 * @param entity - a System of type `tap-environment`
 */
export function environmentRef(entity: Entity): EnvironmentRef {
  return {
    suffix: annotation(entity, 'suffix') ?? '',
    target: annotation(entity, 'target') ?? '',
  };
}

/** An annotation of an environment's entity, by its name in `ANNOTATIONS`. */
export function annotation(
  entity: Entity,
  name: keyof typeof ANNOTATIONS,
): string | undefined {
  return entity.metadata.annotations?.[ANNOTATIONS[name]];
}

/**
 * The newer of two reads of an environment: a read can be older than the response to a change.
 *
 * @param read - the read environment; undefined if it does not exist
 * @param changed - the response to a change
 */
export function newest(
  read: Environment | undefined,
  changed: Environment | undefined,
): Environment | undefined {
  const isStale = read && changed && isOlderRead(read, changed);
  return isStale ? changed : read;
}
