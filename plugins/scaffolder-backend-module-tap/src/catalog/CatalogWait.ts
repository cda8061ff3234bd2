import {
  AuthService,
  LoggerService,
  RootConfigService,
} from '@backstage/backend-plugin-api';
import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { readDurationFromConfig } from '@backstage/config';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { durationToMilliseconds } from '@backstage/types';
import {
  ANNOTATIONS,
  Environment,
  environmentEntities,
  possibleEntityRefs,
  systemName,
} from '@tap/plugin-tap-common';
import { setTimeout as sleep } from 'node:timers/promises';

const TIMEOUT_KEY = 'tap.catalogTimeout';

const DEFAULT_TIMEOUT_MS = 30_000;

/**
 * Pauses between two reads, in milliseconds. They grow, to reduce the load on a busy catalog, but slowly: the task ends up to one
 * pause after the catalog shows the result.
 */
const PAUSE = { first: 200, longest: 4_000, growth: 1.3 };

const FIELDS = ['metadata.annotations', 'spec.owner'];

/** The task that waits. @public */
export interface CatalogWaitTask {
  logger: LoggerService;
  signal?: AbortSignal;
}

/** What the catalog shows, by entity ref. */
type Shown = Map<string, Entity | undefined>;

/**
 * Waits until the catalog shows the result of an operation. The catalog processes entities a second or more after the entity
 * provider has written them.
 *
 * The operation is complete at this point, so a slow catalog or a cancelled task does not make it fail.
 *
 * @public
 */
export class CatalogWait {
  /**
   * @param options - the catalog, which is read with the plugin's own credentials, and the root config with
   *   `tap.catalogTimeout`
   * @throws Error if `tap.catalogTimeout` is not a duration
   */
  static create(options: {
    auth: AuthService;
    catalog: CatalogService;
    config: RootConfigService;
  }): CatalogWait {
    const { config } = options;
    const timeout = config.has(TIMEOUT_KEY)
      ? durationToMilliseconds(
          readDurationFromConfig(config, { key: TIMEOUT_KEY }),
        )
      : DEFAULT_TIMEOUT_MS;
    return new CatalogWait(options, timeout);
  }

  private constructor(
    private readonly services: { auth: AuthService; catalog: CatalogService },
    private readonly timeoutMs: number,
  ) {}

  /** Waits until the catalog shows the current entities of an environment and no others of its stack. */
  async untilShown(
    environment: Environment,
    task: CatalogWaitTask,
  ): Promise<void> {
    await this.until(environment, task, {
      holds: shown => isShown(environment, shown),
      what: 'shows the current state of the environment',
    });
  }

  /** Waits until the catalog shows no entity of the stack of an environment. */
  async untilGone(
    environment: Environment,
    task: CatalogWaitTask,
  ): Promise<void> {
    await this.until(environment, task, {
      holds: shown => [...shown.values()].every(isNotOf(environment)),
      what: 'has removed the environment',
    });
  }

  private async until(
    environment: Environment,
    { logger, signal }: CatalogWaitTask,
    condition: { holds: (shown: Shown) => boolean; what: string },
  ): Promise<void> {
    if (this.timeoutMs === 0) {
      return;
    }
    const timeout = AbortSignal.timeout(this.timeoutMs);
    const over = AbortSignal.any(signal ? [timeout, signal] : [timeout]);
    const ended = rejectedBy(over);
    const refs = possibleEntityRefs(systemName(environment));
    let failure: unknown;
    for (let pause = PAUSE.first; !over.aborted; pause *= PAUSE.growth) {
      try {
        if (condition.holds(await Promise.race([this.read(refs), ended]))) {
          return;
        }
        failure = undefined;
      } catch (error) {
        failure = error;
      }
      await sleep(Math.min(pause, PAUSE.longest), undefined, {
        signal: over,
      }).catch(() => undefined);
    }
    if (!signal?.aborted) {
      logger.warn(
        `The operation is complete, but the task could not confirm within ${
          this.timeoutMs / 1000
        } seconds that the catalog ${condition.what}${
          failure ? ` (${failure})` : ''
        }. Entities can be out of date until the next full read. If the catalog module of TAP is not installed, set ${TIMEOUT_KEY} to { seconds: 0 } in app-config.`,
      );
    }
  }

  private async read(entityRefs: string[]): Promise<Shown> {
    const { auth, catalog } = this.services;
    const { items } = await catalog.getEntitiesByRefs(
      { entityRefs, fields: FIELDS },
      { credentials: await auth.getOwnServiceCredentials() },
    );
    return new Map(entityRefs.map((ref, index) => [ref, items[index]]));
  }
}

/** Rejects when the signal is aborted, because requests to the catalog have no timeout. */
function rejectedBy(signal: AbortSignal): Promise<never> {
  const rejected = new Promise<never>((_, reject) =>
    signal.addEventListener(
      'abort',
      () => reject(new Error('the catalog does not respond')),
      { once: true },
    ),
  );
  rejected.catch(() => undefined);
  return rejected;
}

function isShown(environment: Environment, shown: Shown): boolean {
  const rest = new Map(shown);
  for (const expected of environmentEntities(environment)) {
    const ref = stringifyEntityRef(expected);
    if (!isUpToDate(expected, rest.get(ref))) {
      return false;
    }
    rest.delete(ref);
  }
  return [...rest.values()].every(isNotOf(environment));
}

function isUpToDate(expected: Entity, entity: Entity | undefined): boolean {
  const annotations = entity?.metadata.annotations ?? {};
  return (
    entity?.spec?.owner === expected.spec?.owner &&
    Object.entries(expected.metadata.annotations ?? {}).every(
      ([name, value]) => annotations[name] === value,
    )
  );
}

/** Another stack or another source can have an entity with the same name. */
function isNotOf(environment: Environment) {
  return (entity: Entity | undefined): boolean =>
    entity?.metadata.annotations?.[ANNOTATIONS.stackId] !== environment.stackId;
}
