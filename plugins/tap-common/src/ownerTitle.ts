import { Entity, parseEntityRef } from '@backstage/catalog-model';

/**
 * The title of an owner: of its entity, or the short form of its entity ref.
 *
 * @param ref - entity ref of a group or user
 * @param entity - undefined if the catalog does not contain it
 * @public
 */
export function ownerTitle(ref: string, entity: Entity | undefined): string {
  const profile = entity?.spec?.profile as { displayName?: string } | undefined;
  return profile?.displayName ?? entity?.metadata.title ?? shortRef(ref);
}

/**
 * Fields of the entity that {@link ownerTitle} reads.
 *
 * @public
 */
export const OWNER_TITLE_FIELDS = [
  'metadata.title',
  'spec.profile.displayName',
];

/**
 * Short form of an entity ref: `payments` for `group:default/payments`.
 *
 * @public
 */
export function shortRef(ref: string): string {
  const { name, namespace } = parseEntityRef(ref, {
    defaultKind: 'group',
    defaultNamespace: 'default',
  });
  return namespace === 'default' ? name : `${namespace}/${name}`;
}
