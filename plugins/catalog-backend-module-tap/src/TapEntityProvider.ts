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

/** Options of {@link TapEntityProvider}. */
export interface TapEntityProviderOptions {
  /** Name of the target in app-config. */
  target: string;
  environments: EnvironmentService;
  events: EventsService;
  schedule: SchedulerServiceTaskRunner;
  check: CatalogCheck;
}

/**
 * Provides the environments of one target as catalog entities, read from CloudFormation: by scheduled full reads, and by
 * deltas on events of environments.
 *
 * A read that fails changes nothing. An environment that is missing in a listing is looked up by stack ARN before its
 * entities are removed.
 */
export class TapEntityProvider implements EntityProvider {
  private readonly known = new KnownEnvironments();
  private readonly applied = new AppliedEntities();
  private connection: EntityProviderConnection | undefined;
  private seeded = false;
  /** Names of Systems that deltas have changed, for the next mutation. */
  private readonly changed = new Set<string>();
  /** The next delta mutation, if it is queued. */
  private nextDelta: Promise<void> | undefined;
  /** The end of all queued mutations. They run one after the other. */
  private mutations: Promise<void> = Promise.resolve();

  constructor(private readonly options: TapEntityProviderOptions) {}

  getProviderName(): string {
    return `tap:${this.options.target}`;
  }

  async connect(connection: EntityProviderConnection): Promise<void> {
    this.connection = connection;
    await this.options.events.subscribe({
      // One ID per process: every replica must receive every delta, or its next full read could undo one.
      id: `tap-provider-${this.options.target}-${randomUUID()}`,
      topics: [ENVIRONMENT_EVENTS_TOPIC],
      onEvent: async ({ eventPayload }) => {
        const { environment } = eventPayload as EnvironmentEventPayload;
        if (environment.target === this.options.target) {
          await this.applyEvent(environment);
        }
      },
    });
    await this.options.schedule.run({
      id: `tap-provider-${this.options.target}`,
      fn: () => this.readForSchedule(),
    });
  }

  /**
   * Reads all environments of the target and applies the changes.
   *
   * @throws the errors of the environment service and the catalog; then nothing is changed
   */
  async read(): Promise<void> {
    const { environments, target } = this.options;
    await this.seed();
    const startedAt = this.known.now();
    const listed = await environments.listAll(target);
    const missing = this.known.applyListed(listed, startedAt);
    for (const known of missing) {
      const found = await environments.lookUp(target, known.stackId);
      this.known.applyLookup(known, found, startedAt);
    }
    await this.enqueue(() => this.applyAll());
    await this.verify();
  }

  private async readForSchedule(): Promise<void> {
    try {
      await this.read();
    } catch (error) {
      throw new ForwardedError(
        `The environments of target '${this.options.target}' could not be read. The catalog keeps their entities until the next read`,
        error,
      );
    }
  }

  /** Applies the environment of an event, unless the event is outdated or the catalog has its entities. */
  async applyEvent(environment: Environment): Promise<void> {
    const name = systemName(environment);
    if (
      this.known.applyDelta(environment) &&
      !this.applied.has(name, this.known.environment(name))
    ) {
      this.changed.add(name);
      this.nextDelta ??= this.enqueue(() => this.applyChanged());
      await this.nextDelta;
    }
  }

  /** Adds the environments in the catalog, so that those deleted before a restart are noticed. */
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
    const mutation = await this.applied.changes(environments);
    if (!mutation) {
      return;
    }
    mutation.changed.forEach(name => this.applied.forget(name));
    await this.connected().applyMutation({
      type: 'full',
      entities: environments.flatMap(environment =>
        deferredEntities(environment, this.getProviderName()),
      ),
    });
    this.applied.appliedAll(mutation);
    for (const name of mutation.changed) {
      this.expect(name);
    }
  }

  /** Applies all deltas that arrived during the previous mutation in one mutation. */
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
    names.forEach(name => this.applied.forget(name));
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
      // Immediately, before the catalog reads the location of a removed entity again.
      await this.enqueue(() => this.applyDelta(lost));
      // And with every read until the catalog shows the entities.
      lost.forEach(name => this.applied.forget(name));
    }
  }

  private connected(): EntityProviderConnection {
    if (!this.connection) {
      throw new Error(`${this.getProviderName()} is not connected`);
    }
    return this.connection;
  }

  private enqueue(apply: () => Promise<void>): Promise<void> {
    const done = this.mutations.then(apply);
    this.mutations = done.catch(() => undefined);
    return done;
  }
}
