import {
  CompoundEntityRef,
  Entity,
  parseEntityRef,
  stringifyEntityRef,
  stringifyLocationRef,
} from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import {
  CatalogProcessor,
  CatalogProcessorEmit,
  LocationSpec,
} from '@backstage/plugin-catalog-node';
import {
  ANNOTATION_PREFIX,
  ENVIRONMENT_LOCATION_TYPE,
  isReservedEntityRef,
  RESERVED_TYPE_PREFIX,
} from '@tap/plugin-tap-common';
import { placeholderEntity, withError } from './placeholderEntity';

/**
 * Reserves for the entity provider what belongs to environments: names of their Systems and Resources, types that start with
 * `tap-`, and annotations `tap.internal/…`.
 *
 * An entity comes from the provider if its location has the type `tap`. Entities that processors emit (for example from
 * registered locations) cannot claim this type: the catalog overwrites both location annotations with the location that it
 * read (ProcessorOutputCollector of \@backstage/plugin-catalog-backend).
 */
export class ReservedEntitiesProcessor implements CatalogProcessor {
  private readonly exempt: ReadonlySet<string>;

  /** @param options.exempt - entity refs that may keep a reserved name, in lower case */
  constructor(options: { exempt: string[] }) {
    this.exempt = new Set(options.exempt);
  }

  getProcessorName(): string {
    return 'TapReservedEntitiesProcessor';
  }

  /** Runs before all other processors, which could fail on an entity whose name must become free. */
  getPriority(): number {
    return 0;
  }

  /**
   * Replaces an entity with a reserved name by a placeholder. An error alone is not enough: the catalog keeps a failed entity
   * without showing it, and no other entity can get its name.
   */
  async preProcessEntity(
    entity: Entity,
    location: LocationSpec,
    _emit: CatalogProcessorEmit,
    originLocation: LocationSpec,
  ): Promise<Entity> {
    return this.holdsReservedName(entity, location)
      ? placeholderEntity(entity, {
          location: stringifyLocationRef(location),
          originLocation: stringifyLocationRef(originLocation),
        })
      : entity;
  }

  /**
   * Rejects reserved types and annotations and adds the error to placeholders. Runs after other processors have resolved
   * substitutions such as `$yaml`.
   *
   * @throws InputError that names the field, the location and what to do
   */
  async postProcessEntity(
    entity: Entity,
    location: LocationSpec,
  ): Promise<Entity> {
    if (this.holdsReservedName(entity, location)) {
      return withError(entity);
    }
    const field = isFromProvider(location) ? undefined : reservedField(entity);
    if (field) {
      throw new InputError(
        `${field} is reserved for PostgreSQL environments. Remove it from the entity ${stringifyEntityRef(
          entity,
        )} in ${stringifyLocationRef(location)}`,
      );
    }
    return entity;
  }

  /** After preProcessEntity, such an entity is a placeholder. */
  private holdsReservedName(entity: Entity, location: LocationSpec): boolean {
    const ref = stringifyEntityRef(entity);
    return (
      !isFromProvider(location) &&
      !this.exempt.has(ref) &&
      isReservedEntityRef(parseEntityRef(ref))
    );
  }
}

/**
 * Validates the entity refs that may keep a reserved name.
 *
 * @param refs - from app-config
 * @param key - their key in app-config, for error messages
 * @returns the refs in lower case
 * @throws InputError for a ref that is not reserved, to detect typing errors
 */
export function readExemptRefs(refs: string[], key: string): string[] {
  return refs.map(text => {
    const ref = parse(text);
    if (!ref || !isReservedEntityRef(ref)) {
      throw new InputError(
        `${key}: '${text}' must be the entity ref of a System or Resource with a name that is reserved for environments, for example system:default/tap-dance`,
      );
    }
    return stringifyEntityRef(ref);
  });
}

function parse(text: string): CompoundEntityRef | undefined {
  try {
    return parseEntityRef(text);
  } catch {
    return undefined;
  }
}

function isFromProvider(location: LocationSpec): boolean {
  return location.type === ENVIRONMENT_LOCATION_TYPE;
}

/** Describes the first field that only the provider may set. */
function reservedField(entity: Entity): string | undefined {
  const annotation = Object.keys(entity.metadata.annotations ?? {}).find(key =>
    key.toLowerCase().startsWith(`${ANNOTATION_PREFIX}/`),
  );
  if (annotation) {
    return `The annotation '${annotation}'`;
  }
  const type = String(entity.spec?.type ?? '');
  const hasReservedType =
    /^(?:system|resource)$/i.test(entity.kind) &&
    type.toLowerCase().startsWith(RESERVED_TYPE_PREFIX);
  return hasReservedType ? `The type '${type}'` : undefined;
}
