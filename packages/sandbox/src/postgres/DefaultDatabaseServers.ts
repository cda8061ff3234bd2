import { readdir, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import pLimit from 'p-limit';

import { baseBackup, dropSlot } from './baseBackup';
import { findBinaries } from './binaries';
import { certificateOf } from './certificate';
import {
  DatabaseProcess,
  DatabaseServers,
  PrimaryOptions,
  ReplicaOptions,
} from './DatabaseServers';
import { freePort } from './freePort';
import { PostgresServer, ServerSurroundings } from './PostgresServer';
import { reachableDirectory } from './reachableDirectory';
import { changePassword, createRoles } from './roles';
import { findServerAccount } from './ServerAccount';
import { readRecord } from './ServerRecord';

interface Place {
  directory: string;
  surroundings: ServerSurroundings;
}

/** Real servers, one directory each. */
export class DefaultDatabaseServers implements DatabaseServers {
  private readonly servers = new Map<string, PostgresServer>();
  private readonly ports = new Set<number>();
  private readonly queues = new Map<string, ReturnType<typeof pLimit>>();
  /** Creating a server is work for a processor. */
  private readonly creations = pLimit(os.availableParallelism());
  private place?: Promise<Place>;

  private constructor(private readonly directory: string) {}

  /** @param options - `directory`: absolute path of where they keep their data */
  static create(options: { directory: string }): DefaultDatabaseServers {
    return new DefaultDatabaseServers(options.directory);
  }

  createPrimary(id: string, options: PrimaryOptions) {
    return this.creating(id, async (directory, surroundings) => {
      const { account } = surroundings;
      const server = await PostgresServer.prepare(
        directory,
        {
          id,
          majorVersion: options.majorVersion,
          parameters: options.parameters,
          masterUsername: options.masterUsername,
          adminPassword: PostgresServer.newPassword(),
        },
        await findBinaries(options.majorVersion, account),
        surroundings,
      );
      return this.orNothing(server, async () => {
        await server.cluster.initialise(server.record.adminPassword);
        await server.start();
        await createRoles(server.address, options);
      });
    });
  }

  createReplica(id: string, options: ReplicaOptions) {
    return this.creating(id, async (directory, surroundings) => {
      const source = this.existing(options.sourceId);
      const { majorVersion, adminPassword, masterUsername } = source.record;
      const server = await PostgresServer.prepare(
        directory,
        {
          id,
          majorVersion,
          adminPassword,
          masterUsername,
          parameters: options.parameters,
          sourceId: options.sourceId,
        },
        await findBinaries(majorVersion, surroundings.account),
        surroundings,
      );
      return this.orNothing(server, async () => {
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
  ) {
    return this.queue(id, async () => ({
      pendingRestart: await this.existing(id).reconfigure(
        parameters,
        options.restart,
      ),
    }));
  }

  changeMasterPassword(id: string, password: string) {
    return this.queue(id, async () => {
      const { address, record } = this.existing(id);
      await changePassword(address, record.masterUsername, password);
    });
  }

  promote(id: string) {
    return this.queue(id, async () => {
      const server = this.existing(id);
      if (server.record.sourceId) {
        await server.cluster.promote();
        await this.forgetAtSource(server);
        await server.save({ sourceId: undefined });
      }
    });
  }

  start(id: string) {
    return this.queue(id, async () => {
      const server = this.existing(id);
      await server.start();
      return server.describe();
    });
  }

  stop(id: string) {
    return this.queue(id, async () => {
      const server = this.existing(id);
      await server.save({ wanted: false });
      await server.stop();
    });
  }

  remove(id: string) {
    return this.queue(id, () => this.leave(id, server => server.remove()));
  }

  removeKeepingSnapshot(id: string, snapshotId: string) {
    return this.queue(id, async () => {
      const snapshot = await this.snapshotDirectory(snapshotId);
      await this.leave(id, server => server.moveTo(snapshot));
    });
  }

  async removeSnapshot(snapshotId: string) {
    const directory = await this.snapshotDirectory(snapshotId);
    await rm(directory, { recursive: true, force: true });
  }

  async resumeAll() {
    const wanted = (await this.load()).filter(({ record }) => record.wanted);
    // A replica's settings name the port that its primary has got.
    const isReplica = ({ record }: PostgresServer) =>
      record.sourceId !== undefined;
    return [
      ...(await this.startEach(wanted.filter(each => !isReplica(each)))),
      ...(await this.startEach(wanted.filter(isReplica))),
    ];
  }

  async stopAll() {
    await Promise.all(
      [...this.servers].map(([id, server]) =>
        this.queue(id, () => server.stop()),
      ),
    );
  }

  list() {
    return [...this.servers.values()].map(server => server.describe());
  }

  /** @returns what could not be started */
  private async startEach(servers: PostgresServer[]) {
    const failures: Array<{ id: string; error: Error }> = [];
    const startOne = ({ record: { id } }: PostgresServer) =>
      this.start(id).catch(error => failures.push({ id, error }));
    await Promise.all(
      servers.map(server => this.creations(() => startOne(server))),
    );
    return failures;
  }

  private creating(
    id: string,
    make: (
      directory: string,
      surroundings: ServerSurroundings,
    ) => Promise<PostgresServer>,
  ): Promise<DatabaseProcess> {
    return this.queue(id, async () => {
      if (!/^[\w.-]+$/.test(id)) {
        throw new Error(`Invalid ID of a database server: ${id}`);
      }
      const { directory, surroundings } = await this.settle();
      const there = this.servers.get(id);
      if (there) {
        await there.start();
        return there.describe();
      }
      const server = await this.creations(() =>
        make(path.join(directory, id), surroundings),
      );
      await server.save({ ready: true });
      this.servers.set(id, server);
      return server.describe();
    });
  }

  /** Completes a server, or removes what there is of it. */
  private async orNothing(
    server: PostgresServer,
    complete: () => Promise<void>,
  ): Promise<PostgresServer> {
    try {
      await complete();
      return server;
    } catch (error) {
      await server.remove();
      this.ports.delete(server.record.port);
      await this.forgetAtSource(server).catch(() => {});
      throw error;
    }
  }

  private async leave(
    id: string,
    end: (server: PostgresServer) => Promise<void>,
  ): Promise<void> {
    const server = this.servers.get(id);
    if (server) {
      await end(server);
      this.servers.delete(id);
      this.ports.delete(server.record.port);
      // A primary that is stopped or broken has no use for the slot either.
      await this.forgetAtSource(server).catch(() => {});
    }
  }

  private async forgetAtSource(server: PostgresServer): Promise<void> {
    const { sourceId } = server.record;
    const source = sourceId ? this.servers.get(sourceId) : undefined;
    if (source) {
      await dropSlot(source.address, server.slot);
    }
  }

  private async load(): Promise<PostgresServer[]> {
    const { directory, surroundings } = await this.settle();
    const entries = await readdir(directory, { withFileTypes: true });
    for (const { name } of entries.filter(entry => entry.isDirectory())) {
      const record = await readRecord(path.join(directory, name));
      if (record && !this.servers.has(record.id)) {
        const server = new PostgresServer(
          path.join(directory, name),
          record,
          await findBinaries(record.majorVersion, surroundings.account),
          surroundings,
        );
        if (record.ready) {
          this.servers.set(record.id, server);
          this.ports.add(record.port);
        } else {
          await server.remove();
        }
      }
    }
    return [...this.servers.values()];
  }

  private settle(): Promise<Place> {
    this.place ??= this.findPlace().catch(error => {
      this.place = undefined;
      throw error;
    });
    return this.place;
  }

  private async findPlace(): Promise<Place> {
    const account = await findServerAccount();
    const directory = await reachableDirectory(this.directory, account);
    const surroundings: ServerSurroundings = {
      account,
      certificate: await certificateOf(directory),
      choosePort: () => this.choosePort(),
      find: id => this.servers.get(id),
    };
    return { directory, surroundings };
  }

  private async choosePort(): Promise<number> {
    const port = await freePort(this.ports);
    this.ports.add(port);
    return port;
  }

  private async snapshotDirectory(snapshotId: string): Promise<string> {
    const { directory } = await this.settle();
    return path.join(directory, 'snapshots', snapshotId);
  }

  private existing(id: string): PostgresServer {
    const server = this.servers.get(id);
    if (!server) {
      throw new Error(`There is no database server ${id}`);
    }
    return server;
  }

  /** One thing at a time for each server. */
  private queue<T>(id: string, work: () => Promise<T>): Promise<T> {
    const queue = this.queues.get(id) ?? pLimit(1);
    this.queues.set(id, queue);
    return queue(work);
  }
}
