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
 * Keeps what belongs to environments for the entity provider: names of their Systems and Resources, types that begin with
 * `tap-`, and annotations `tap.internal/…`.
 *
 * An entity comes from the provider where its location is of type `tap`. Entities that processors emit (from registered
 * locations, for example) cannot claim this: the catalog overwrites both location annotations with the location that was
 * really read (ProcessorOutputCollector of \@backstage/plugin-catalog-backend).
 */
export class ReservedEntitiesProcessor implements CatalogProcessor {
  /** @param exempt - entity refs that keep a reserved name, in lower case */
  static create(options: { exempt: string[] }): ReservedEntitiesProcessor {
    return new ReservedEntitiesProcessor(new Set(options.exempt));
  }

  private constructor(private readonly exempt: ReadonlySet<string>) {}

  getProcessorName(): string {
    return 'TapReservedEntitiesProcessor';
  }

  /** Before all others, of which any could fail on an entity whose name has to be freed. */
  getPriority(): number {
    return 0;
  }

  /**
   * Replaces an entity under a reserved name by a placeholder. An error alone would not do: the catalog keeps an entity that
   * fails, without showing it, and nothing else can get its name.
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
   * Refuses reserved types and annotations and marks placeholders, after other processors have resolved placeholders such as `$yaml`.
   *
   * @throws InputError naming the field, the location and what to do
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
        `${field} belongs to PostgreSQL environments, whose entities come from CloudFormation only. Remove it from the entity ${stringifyEntityRef(
          entity,
        )} in ${stringifyLocationRef(location)}`,
      );
    }
    return entity;
  }

  /** Such an entity is a placeholder once it has been pre-processed. */
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
 * Reads entity refs that keep a reserved name.
 *
 * @param refs - of app-config
 * @returns the refs in lower case
 * @throws InputError for a ref that is not reserved, so that a typing error does not go unnoticed
 */
export function readExemptRefs(refs: string[], key: string): string[] {
  return refs.map(text => {
    const ref = parse(text);
    if (!ref || !isReservedEntityRef(ref)) {
      throw new InputError(
        `${key}: '${text}' is not the entity ref of a System or Resource with a name that is reserved for environments; system:default/tap-dance would pass`,
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

/** The first field that only the provider may set, as a message names it. */
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
