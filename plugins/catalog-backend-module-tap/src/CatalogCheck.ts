import { AuthService, LoggerService } from '@backstage/backend-plugin-api';
import {
  Entity,
  parseEntityRef,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { CatalogService } from '@backstage/plugin-catalog-node';
import {
  ANNOTATIONS,
  ENVIRONMENT_SYSTEM_TYPE,
  Environment,
  environmentEntities,
  foreignLocation,
  isPlaceholder,
  systemName,
} from '@tap/plugin-tap-common';

/** Maximum number of refs per request to the catalog. */
const REFS_PER_REQUEST = 1_000;

const FIELDS = [
  'kind',
  'metadata.name',
  'metadata.namespace',
  'metadata.uid',
  'metadata.annotations',
];

/** An environment in the catalog. */
export interface CatalogedEnvironment {
  /** Name of its System. */
  name: string;
  stackId: string;
}

/**
 * Checks that the catalog has applied the mutations. The catalog processes them later, and silently drops an entity if
 * another source has the same entity ref already.
 */
export class CatalogCheck {
  private readonly catalog: CatalogService;
  private readonly auth: AuthService;
  private readonly logger: LoggerService;
  /** Entities that the catalog does not show yet, by entity ref, with the expected stack ARN. */
  private readonly pending = new Map<
    string,
    { stackId: string; name: string }
  >();
  /** The refs that were pending for each System, so that a full read does not search all of them for each environment. */
  private readonly refs = new Map<string, string[]>();
  private readonly reported = new Map<string, string>();

  constructor(options: {
    catalog: CatalogService;
    auth: AuthService;
    logger: LoggerService;
  }) {
    this.catalog = options.catalog;
    this.auth = options.auth;
    this.logger = options.logger;
  }

  /**
   * Returns the environments of a target that the catalog contains, for use after a restart.
   *
   * @throws the errors of the catalog service
   */
  async cataloged(target: string): Promise<CatalogedEnvironment[]> {
    const credentials = await this.auth.getOwnServiceCredentials();
    const pages = this.catalog.streamEntities(
      {
        filter: {
          kind: 'System',
          'spec.type': ENVIRONMENT_SYSTEM_TYPE,
          [`metadata.annotations.${ANNOTATIONS.target}`]: target,
        },
        fields: FIELDS,
      },
      { credentials },
    );
    const environments: CatalogedEnvironment[] = [];
    for await (const page of pages) {
      for (const entity of page) {
        const stackId = entity.metadata.annotations?.[ANNOTATIONS.stackId];
        if (stackId && foreignLocation(entity) === undefined) {
          const { name } = parseEntityRef(stringifyEntityRef(entity));
          environments.push({ name, stackId });
        }
      }
    }
    return environments;
  }

  /** Records that the entities of an environment were written and are to be verified. */
  expect(environment: Environment): void {
    const name = systemName(environment);
    this.dismiss(name);
    const refs = environmentEntities(environment).map(entity =>
      stringifyEntityRef(entity),
    );
    this.refs.set(name, refs);
    for (const ref of refs) {
      this.pending.set(ref, { stackId: environment.stackId, name });
    }
  }

  /** Removes an environment from the verification. */
  dismiss(name: string): void {
    for (const ref of this.refs.get(name) ?? []) {
      this.pending.delete(ref);
    }
    this.refs.delete(name);
  }

  /**
   * Compares the stack ARNs of the written entities with the catalog. Removes a placeholder with the name of an environment, so
   * that the name becomes free. Any other foreign entity keeps its name and is logged as an error once.
   *
   * @returns names of the Systems with an entity that the catalog does not show, to be written again
   */
  async verify(): Promise<string[]> {
    const credentials = await this.auth.getOwnServiceCredentials();
    const refs = [...this.pending.keys()];
    const lost = new Set<string>();
    for (let start = 0; start < refs.length; start += REFS_PER_REQUEST) {
      const entityRefs = refs.slice(start, start + REFS_PER_REQUEST);
      const { items } = await this.catalog.getEntitiesByRefs(
        { entityRefs, fields: FIELDS },
        { credentials },
      );
      for (const [index, ref] of entityRefs.entries()) {
        const name = await this.compare(ref, items[index]);
        if (name) {
          lost.add(name);
        }
      }
    }
    return [...lost];
  }

  private async compare(
    ref: string,
    entity: Entity | undefined,
  ): Promise<string | undefined> {
    const expected = this.pending.get(ref);
    if (!entity || !expected) {
      return undefined;
    }
    if (
      entity.metadata.annotations?.[ANNOTATIONS.stackId] === expected.stackId
    ) {
      this.pending.delete(ref);
      this.reported.delete(ref);
      return undefined;
    }
    const location = foreignLocation(entity);
    if (location === undefined) {
      return undefined;
    }
    if (isPlaceholder(entity)) {
      await this.remove(ref, entity, location);
    } else {
      this.report(ref, location, expected.stackId);
    }
    return expected.name;
  }

  private async remove(
    ref: string,
    entity: Entity,
    location: string,
  ): Promise<void> {
    const credentials = await this.auth.getOwnServiceCredentials();
    try {
      await this.catalog.removeEntityByUid(entity.metadata.uid!, {
        credentials,
      });
      this.logger.warn(
        `Removed the entity '${ref}' from ${location} from the catalog, because an environment has this name. Rename the entity in the location.`,
      );
    } catch (error) {
      this.logger.error(
        `The entity '${ref}' from ${location} has the name of an environment and could not be removed. The next read tries again.`,
        error as Error,
      );
    }
  }

  private report(ref: string, location: string, stackId: string): void {
    if (this.reported.get(ref) !== location) {
      this.reported.set(ref, location);
      this.logger.error(
        `The entity '${ref}' from ${location} has the name of an environment, so the entity of stack ${stackId} is not in the catalog. Rename or remove the entity in the location.`,
      );
    }
  }
}
