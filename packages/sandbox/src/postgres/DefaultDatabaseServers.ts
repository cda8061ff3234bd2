import os from 'node:os';
import pLimit from 'p-limit';

import { baseBackup, dropSlot } from './baseBackup';
import {
  DatabaseProcess,
  DatabaseServers,
  PrimaryOptions,
  ReplicaOptions,
} from './DatabaseServers';
import { PostgresServer } from './PostgresServer';
import { removeTree } from './removeTree';
import { createExtensions } from './extensions';
import { changePassword, createMasterUser } from './roles';
import { ServerRegistry } from './ServerRegistry';

/** PostgreSQL servers on this machine, one directory each. */
export class DefaultDatabaseServers implements DatabaseServers {
  private readonly queues = new Map<string, ReturnType<typeof pLimit>>();
  /** Limits concurrent creations and starts, which are CPU-bound. */
  private readonly labours = pLimit(os.availableParallelism());
  private opening?: Promise<ServerRegistry>;
  private registry?: ServerRegistry;

  private constructor(private readonly directory: string) {}

  /** @param options - `directory`: absolute path of the data */
  static create(options: { directory: string }): DefaultDatabaseServers {
    return new DefaultDatabaseServers(options.directory);
  }

  createPrimary(id: string, options: PrimaryOptions): Promise<DatabaseProcess> {
    return this.creating(id, async registry => {
      const server = await registry.prepare({
        id,
        majorVersion: options.majorVersion,
        parameters: options.parameters,
        masterUsername: options.masterUsername,
        adminPassword: PostgresServer.newPassword(),
      });
      return this.orNothing(registry, server, async () => {
        const adminPassword = await server.cluster.initialise();
        await server.start();
        await createMasterUser(
          { ...server.address, adminPassword },
          server.record.adminPassword,
          options,
        );
      });
    });
  }

  createReplica(id: string, options: ReplicaOptions): Promise<DatabaseProcess> {
    return this.creating(id, async registry => {
      const source = registry.existing(options.sourceId);
      const { majorVersion, adminPassword, masterUsername } = source.record;
      const server = await registry.prepare({
        id,
        majorVersion,
        adminPassword,
        masterUsername,
        parameters: options.parameters,
        sourceId: options.sourceId,
      });
      return this.orNothing(registry, server, async () => {
        const label = await baseBackup({
          source: source.address,
          sourceDirectory: source.cluster.dataDirectory,
          targetDirectory: server.cluster.dataDirectory,
          slot: server.slot,
          own: file => server.cluster.own(file),
        });
        await server.cluster.makeStandby(label);
        await server.start();
      });
    });
  }

  reconfigure(
    id: string,
    parameters: Record<string, string>,
    options: { restart: boolean },
  ): Promise<{ pendingRestart: boolean }> {
    return this.queue(id, async registry => ({
      pendingRestart: await registry
        .existing(id)
        .reconfigure(parameters, options.restart),
    }));
  }

  changeMasterPassword(id: string, password: string): Promise<void> {
    return this.queue(id, async registry => {
      const { address, record } = registry.existing(id);
      await changePassword(address, record.masterUsername, password);
    });
  }

  createExtensions(
    id: string,
    database: string,
    names: string[],
  ): Promise<string[]> {
    return this.queue(id, async registry =>
      createExtensions(registry.existing(id).address, database, names),
    );
  }

  promote(id: string): Promise<void> {
    return this.queue(id, async registry => {
      const server = registry.existing(id);
      if (server.record.sourceId) {
        await server.cluster.promote();
        await dropSlotAtSource(registry, server);
        await server.save({ sourceId: undefined });
      }
    });
  }

  start(id: string): Promise<DatabaseProcess> {
    return this.queue(id, async registry => {
      const server = registry.existing(id);
      await server.start();
      return server.describe();
    });
  }

  stop(id: string): Promise<void> {
    return this.queue(id, async registry => {
      const server = registry.existing(id);
      await server.save({ wanted: false });
      await server.stop();
    });
  }

  remove(id: string): Promise<void> {
    return this.ending(id, server => server.remove());
  }

  removeKeepingSnapshot(id: string, snapshotId: string): Promise<void> {
    return this.ending(id, async (server, registry) =>
      server.moveTo(await registry.snapshotDirectory(snapshotId)),
    );
  }

  async removeSnapshot(snapshotId: string): Promise<void> {
    const registry = await this.open();
    const directory = await registry.snapshotDirectory(snapshotId);
    await removeTree(directory);
  }

  async resumeAll(): Promise<Array<{ id: string; error: Error }>> {
    const registry = await this.open();
    await registry.load();
    const wanted = registry.all().filter(({ record }) => record.wanted);
    // The settings of a replica contain the port of its primary.
    const isReplica = ({ record }: PostgresServer) =>
      record.sourceId !== undefined;
    return [
      ...(await this.startEach(wanted.filter(each => !isReplica(each)))),
      ...(await this.startEach(wanted.filter(isReplica))),
    ];
  }

  async stopAll(): Promise<void> {
    const servers = this.registry?.all() ?? [];
    await Promise.all(
      servers.map(server => this.queue(server.record.id, () => server.stop())),
    );
  }

  list(): DatabaseProcess[] {
    return this.registry?.all().map(server => server.describe()) ?? [];
  }

  /** @returns the servers that failed to start */
  private async startEach(servers: PostgresServer[]) {
    const failures: Array<{ id: string; error: Error }> = [];
    const startOne = ({ record: { id } }: PostgresServer) =>
      this.start(id).catch(error => failures.push({ id, error }));
    await Promise.all(
      servers.map(server => this.labours(() => startOne(server))),
    );
    return failures;
  }

  private creating(
    id: string,
    make: (registry: ServerRegistry) => Promise<PostgresServer>,
  ): Promise<DatabaseProcess> {
    return this.queue(id, async registry => {
      if (!/^[\w.-]+$/.test(id)) {
        throw new Error(`Invalid ID of a database server: ${id}`);
      }
      const there = registry.find(id);
      if (there) {
        await there.start();
        return there.describe();
      }
      const server = await this.labours(() => make(registry));
      await registry.add(server);
      return server.describe();
    });
  }

  /** Completes a server or deletes an incomplete one. */
  private async orNothing(
    registry: ServerRegistry,
    server: PostgresServer,
    complete: () => Promise<void>,
  ): Promise<PostgresServer> {
    try {
      await complete();
      return server;
    } catch (error) {
      await this.end(registry, server, () => server.remove());
      throw error;
    }
  }

  private ending(
    id: string,
    work: (server: PostgresServer, registry: ServerRegistry) => Promise<void>,
  ): Promise<void> {
    return this.queue(id, async registry => {
      const server = registry.find(id);
      if (server) {
        await this.end(registry, server, () => work(server, registry));
      }
    });
  }

  private async end(
    registry: ServerRegistry,
    server: PostgresServer,
    work: () => Promise<void>,
  ): Promise<void> {
    await work();
    registry.drop(server);
    // If the primary is stopped or broken, its slot does not matter.
    await dropSlotAtSource(registry, server).catch(() => {});
  }

  /** Serializes the operations on each server. */
  private queue<T>(
    id: string,
    work: (registry: ServerRegistry) => Promise<T>,
  ): Promise<T> {
    const queue = this.queues.get(id) ?? pLimit(1);
    this.queues.set(id, queue);
    return queue(async () => work(await this.open()));
  }

  private async open(): Promise<ServerRegistry> {
    this.opening ??= ServerRegistry.open(this.directory);
    try {
      this.registry = await this.opening;
      return this.registry;
    } catch (error) {
      this.opening = undefined;
      throw error;
    }
  }
}

async function dropSlotAtSource(
  registry: ServerRegistry,
  server: PostgresServer,
): Promise<void> {
  const { sourceId } = server.record;
  const source = sourceId ? registry.find(sourceId) : undefined;
  if (source) {
    await dropSlot(source.address, server.slot);
  }
}
