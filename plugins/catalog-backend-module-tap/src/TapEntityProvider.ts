import { SchedulerServiceTaskRunner } from '@backstage/backend-plugin-api';
import { ForwardedError } from '@backstage/errors';
import {
  EntityProvider,
  EntityProviderConnection,
} from '@backstage/plugin-catalog-node';
import { EventsService } from '@backstage/plugin-events-node';
import { Environment, systemName } from '@tap/plugin-tap-common';
import {
  ENVIRONMENT_EVENTS_TOPIC,
  EnvironmentEventPayload,
  EnvironmentService,
} from '@tap/plugin-tap-node';
import { randomUUID } from 'node:crypto';
import {
  AppliedEntities,
  absentRefs,
  deferredEntities,
} from './AppliedEntities';
import { CatalogCheck } from './CatalogCheck';
import { KnownEnvironments } from './KnownEnvironments';

/** What {@link TapEntityProvider.create} needs. */
export interface TapEntityProviderOptions {
  /** Name of the target in app-config. */
  target: string;
  environments: EnvironmentService;
  events: EventsService;
  schedule: SchedulerServiceTaskRunner;
  check: CatalogCheck;
}

/**
 * The environments of one target as catalog entities, straight from CloudFormation: a scheduled full read, and
 * deltas as soon as an environment's status changes.
 *
 * A read that fails changes nothing. An environment that a listing lacks is looked up by its stack's ARN
 * before its entities go.
 */
export class TapEntityProvider implements EntityProvider {
  private readonly options: TapEntityProviderOptions;
  private readonly known = KnownEnvironments.create();
  private readonly applied = AppliedEntities.create();
  private connection: EntityProviderConnection | undefined;
  private seeded = false;
  /** Names of Systems that deltas have changed, for the next mutation to take along. */
  private readonly changed = new Set<string>();
  /** That mutation, once it waits for its turn. */
  private nextDelta: Promise<void> | undefined;
  /** The end of all mutations so far: they are applied one after the other. */
  private mutations: Promise<void> = Promise.resolve();

  static create(options: TapEntityProviderOptions): TapEntityProvider {
    return new TapEntityProvider(options);
  }

  private constructor(options: TapEntityProviderOptions) {
    this.options = options;
  }

  getProviderName(): string {
    return `tap:${this.options.target}`;
  }

  async connect(connection: EntityProviderConnection): Promise<void> {
    this.connection = connection;
    await this.options.events.subscribe({
      // One ID per process: every replica must hear every delta, or its next full read could undo one.
      id: `tap-provider-${this.options.target}-${randomUUID()}`,
      topics: [ENVIRONMENT_EVENTS_TOPIC],
      onEvent: async ({ eventPayload }) => {
        const { environment } = eventPayload as EnvironmentEventPayload;
        if (environment.target === this.options.target) {
          await this.takeDelta(environment);
        }
      },
    });
    await this.options.schedule.run({
      id: `tap-provider-${this.options.target}`,
      fn: () => this.readOrExplain(),
    });
  }

  /**
   * Reads the whole target and applies what has changed.
   *
   * @throws what the environment service or the catalog throws; nothing has been changed then
   */
  async read(): Promise<void> {
    const { environments, target } = this.options;
    await this.seed();
    const begun = this.known.now();
    const listed = await environments.listAll(target);
    const missing = this.known.takeListed(listed, begun);
    for (const known of missing) {
      const found = await environments.lookUp(target, known.stackId);
      this.known.takeLookedUp(known, found, begun);
    }
    await this.inTurn(() => this.applyAll());
    await this.verify();
  }

  private async readOrExplain(): Promise<void> {
    try {
      await this.read();
    } catch (error) {
      throw new ForwardedError(
        `The environments of target '${this.options.target}' could not be read, so the catalog keeps what it shows until the next read`,
        error,
      );
    }
  }

  /** Applies an environment as an event tells it, unless more is known already. */
  async takeDelta(environment: Environment): Promise<void> {
    if (this.known.takeDelta(environment)) {
      this.changed.add(systemName(environment));
      this.nextDelta ??= this.inTurn(() => this.applyChanged());
      await this.nextDelta;
    }
  }

  /** After a restart, what the catalog still holds is all that is known of environments that went meanwhile. */
  private async seed(): Promise<void> {
    if (!this.seeded) {
      const { check, target } = this.options;
      for (const { name, stackId } of await check.cataloged(target)) {
        this.known.seed(name, stackId);
      }
      this.seeded = true;
    }
  }

  private async applyAll(): Promise<void> {
    const environments = this.known.environments();
    const changed = this.applied.changed(environments);
    if (!changed) {
      return;
    }
    await this.connected().applyMutation({
      type: 'full',
      entities: environments.flatMap(environment =>
        deferredEntities(environment, this.getProviderName()),
      ),
    });
    this.applied.appliedAll(environments);
    for (const name of changed) {
      this.expect(name);
    }
  }

  /** All that has changed while the mutations before were under way, in one: a crowd of deltas takes few mutations. */
  private async applyChanged(): Promise<void> {
    this.nextDelta = undefined;
    const names = [...this.changed].filter(
      name => !this.applied.has(name, this.known.environment(name)),
    );
    this.changed.clear();
    if (names.length > 0) {
      await this.applyDelta(names);
    }
  }

  private async applyDelta(names: string[]): Promise<void> {
    const locationKey = this.getProviderName();
    const changes = names.map(name => {
      const environment = this.known.environment(name);
      const added = environment
        ? deferredEntities(environment, locationKey)
        : [];
      const gone = absentRefs(
        name,
        added.map(({ entity }) => entity),
      );
      const removed = gone.map(entityRef => ({ entityRef, locationKey }));
      return { name, environment, added, removed };
    });
    await this.connected().applyMutation({
      type: 'delta',
      added: changes.flatMap(({ added }) => added),
      removed: changes.flatMap(({ removed }) => removed),
    });
    for (const { name, environment } of changes) {
      this.applied.appliedOne(name, environment);
      this.expect(name);
    }
  }

  private expect(name: string): void {
    const environment = this.known.environment(name);
    if (environment) {
      this.options.check.expect(environment);
    } else {
      this.options.check.dismiss(name);
    }
  }

  private async verify(): Promise<void> {
    const lost = await this.options.check.verify();
    if (lost.length > 0) {
      // At once, before the catalog reads the location of a removed entity again.
      await this.inTurn(() => this.applyDelta(lost));
      // And with every read until the catalog shows it.
      lost.forEach(name => this.applied.forget(name));
    }
  }

  private connected(): EntityProviderConnection {
    if (!this.connection) {
      throw new Error(`${this.getProviderName()} is not connected`);
    }
    return this.connection;
  }

  private inTurn(apply: () => Promise<void>): Promise<void> {
    const done = this.mutations.then(apply);
    this.mutations = done.catch(() => undefined);
    return done;
  }
}
