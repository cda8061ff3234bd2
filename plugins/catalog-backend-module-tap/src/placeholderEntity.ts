import { ENTITY_STATUS_CATALOG_PROCESSING_TYPE } from '@backstage/catalog-client';
import {
  ANNOTATION_LOCATION,
  ANNOTATION_ORIGIN_LOCATION,
  Entity,
  parseEntityRef,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { AlphaEntity } from '@backstage/catalog-model/alpha';
import {
  escapedForMarkdown,
  foreignLocation,
  PLACEHOLDER_ANNOTATION,
} from '@tap/plugin-tap-common';

/**
 * Creates the entity that the catalog shows instead of a foreign entity with a name reserved for environments. It is valid, and
 * has only the entity ref and the owner of the original.
 *
 * @param from - location refs of the original
 */
export function placeholderEntity(
  original: Entity,
  from: { location: string; originLocation: string },
): Entity {
  const ref = stringifyEntityRef(original);
  const { kind, namespace, name } = parseEntityRef(ref);
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: kind === 'system' ? 'System' : 'Resource',
    metadata: {
      namespace,
      name,
      title: `${name} (reserved name)`,
      description: escapedForMarkdown(message(ref, from.originLocation)),
      annotations: {
        [ANNOTATION_LOCATION]: from.location,
        [ANNOTATION_ORIGIN_LOCATION]: from.originLocation,
        [PLACEHOLDER_ANNOTATION]: 'true',
      },
    },
    spec: { type: 'reserved-name', owner: ownerOf(original) },
  };
}

/**
 * Adds the error that the entity page shows to a placeholder. The catalog accepts a status only from the last processing step.
 *
 * @param placeholder - from {@link placeholderEntity}
 */
export function withError(placeholder: Entity): AlphaEntity {
  const text = message(
    stringifyEntityRef(placeholder),
    foreignLocation(placeholder)!,
  );
  return {
    ...placeholder,
    status: {
      items: [
        {
          type: ENTITY_STATUS_CATALOG_PROCESSING_TYPE,
          level: 'error',
          message: text,
          error: { name: 'ConflictError', message: text },
        },
      ],
    },
  };
}

function message(ref: string, originLocation: string): string {
  return `The name of ${ref} is reserved for PostgreSQL environments, so the entity from ${originLocation} is not shown. Rename the entity in the location, or ask an administrator of the portal to exempt it (catalog.providers.tap.exemptEntities).`;
}

/** Returns the owner of the original, so that its team finds the placeholder among its entities. */
function ownerOf(original: Entity): string {
  try {
    return stringifyEntityRef(
      parseEntityRef(original.spec?.owner as string, {
        defaultKind: 'group',
        defaultNamespace: 'default',
      }),
    );
  } catch {
    return 'group:default/unknown';
  }
}
