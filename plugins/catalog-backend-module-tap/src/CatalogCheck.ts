import { AuthService, LoggerService } from '@backstage/backend-plugin-api';
import {
  ANNOTATION_LOCATION,
  Entity,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { CatalogService } from '@backstage/plugin-catalog-node';
import {
  ANNOTATIONS,
  ENVIRONMENT_SYSTEM_TYPE,
  Environment,
  environmentEntities,
  systemName,
} from '@tap/plugin-tap-common';

/** Most refs that are asked for in one request to the catalog. */
const REFS_PER_REQUEST = 1_000;

const FIELDS = [
  'kind',
  'metadata.name',
  'metadata.namespace',
  'metadata.annotations',
];

/** An environment as the catalog tells it. */
export interface CatalogedEnvironment {
  /** Name of its System. */
  name: string;
  stackId: string;
}

/**
 * Reads back from the catalog what it made of the mutations: it processes them later, and drops silently what
 * another source has given the same name first.
 */
export class CatalogCheck {
  readonly #catalog: CatalogService;
  readonly #auth: AuthService;
  readonly #logger: LoggerService;
  /** Entity refs not yet seen with our stack's ARN, and that ARN. */
  readonly #pending = new Map<string, { stackId: string; name: string }>();
  readonly #reported = new Map<string, string>();

  static create(options: {
    catalog: CatalogService;
    auth: AuthService;
    logger: LoggerService;
  }): CatalogCheck {
    return new CatalogCheck(options);
  }

  private constructor(options: {
    catalog: CatalogService;
    auth: AuthService;
    logger: LoggerService;
  }) {
    this.#catalog = options.catalog;
    this.#auth = options.auth;
    this.#logger = options.logger;
  }

  /**
   * The environments of a target that the catalog holds, from before a restart.
   *
   * @throws what the catalog service throws
   */
  async cataloged(target: string): Promise<CatalogedEnvironment[]> {
    const credentials = await this.#auth.getOwnServiceCredentials();
    const pages = this.#catalog.streamEntities(
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
      for (const { metadata } of page) {
        const stackId = metadata.annotations?.[ANNOTATIONS.stackId];
        if (stackId && isOurs(metadata.annotations?.[ANNOTATION_LOCATION])) {
          environments.push({ name: metadata.name, stackId });
        }
      }
    }
    return environments;
  }

  /** Notes that an environment's entities were written and shall be looked at. */
  expect(environment: Environment): void {
    const name = systemName(environment);
    this.dismiss(name);
    for (const entity of environmentEntities(environment)) {
      this.#pending.set(stringifyEntityRef(entity), {
        stackId: environment.stackId,
        name,
      });
    }
  }

  /** Notes that an environment is gone. */
  dismiss(name: string): void {
    for (const [ref, expected] of this.#pending) {
      if (expected.name === name) {
        this.#pending.delete(ref);
      }
    }
  }

  /**
   * Compares the stack ARN of what was written with what the catalog shows now. A foreign entity under one of our
   * names is logged as an error, once.
   *
   * @returns names of the Systems that have lost a name to somebody else, to be written again
   */
  async verify(): Promise<string[]> {
    const credentials = await this.#auth.getOwnServiceCredentials();
    const refs = [...this.#pending.keys()];
    const lost = new Set<string>();
    for (let start = 0; start < refs.length; start += REFS_PER_REQUEST) {
      const entityRefs = refs.slice(start, start + REFS_PER_REQUEST);
      const { items } = await this.#catalog.getEntitiesByRefs(
        { entityRefs, fields: FIELDS },
        { credentials },
      );
      entityRefs.forEach((ref, index) => {
        const name = this.#compare(ref, items[index]);
        if (name) {
          lost.add(name);
        }
      });
    }
    return [...lost];
  }

  #compare(ref: string, entity: Entity | undefined): string | undefined {
    const expected = this.#pending.get(ref);
    if (!entity || !expected) {
      return undefined;
    }
    const annotations = entity.metadata.annotations ?? {};
    if (annotations[ANNOTATIONS.stackId] === expected.stackId) {
      this.#pending.delete(ref);
      this.#reported.delete(ref);
      return undefined;
    }
    const location = annotations[ANNOTATION_LOCATION];
    if (isOurs(location)) {
      return undefined;
    }
    const holder = location ?? 'an unknown location';
    if (this.#reported.get(ref) !== holder) {
      this.#reported.set(ref, holder);
      this.#logger.error(
        `The catalog holds a foreign entity '${ref}' from ${holder}, so the one of stack ${expected.stackId} cannot be shown; rename or remove the foreign entity`,
      );
    }
    return expected.name;
  }
}

/** Whether a location is of the kind that {@link environmentEntities} gives its entities. */
function isOurs(location: string | undefined): boolean {
  return location?.startsWith('tap:') ?? false;
}
