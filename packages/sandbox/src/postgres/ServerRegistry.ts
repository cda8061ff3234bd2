import { readdir } from 'node:fs/promises';
import path from 'node:path';

import { findBinaries } from './binaries';
import { certificateOf } from './certificate';
import { freePort } from './freePort';
import { PostgresServer, ServerContext } from './PostgresServer';
import { reachableDirectory } from './reachableDirectory';
import { restrictedDirectory } from './restrictedDirectory';
import { findServerAccount } from './ServerAccount';
import { readRecord, ServerRecord } from './ServerRecord';

/** The complete servers of a sandbox, by ID. */
export class ServerRegistry {
  private readonly servers = new Map<string, PostgresServer>();
  private readonly ports = new Set<number>();

  private constructor(
    private readonly directory: string,
    private readonly context: ServerContext,
  ) {}

  /** Creates the directory if necessary, see `reachableDirectory`. */
  static async open(wished: string): Promise<ServerRegistry> {
    const account = await findServerAccount();
    const directory = await reachableDirectory(wished, account);
    const registry: ServerRegistry = new ServerRegistry(directory, {
      account,
      certificate: await certificateOf(directory),
      choosePort: () => registry.choosePort(),
      find: id => registry.find(id),
    });
    return registry;
  }

  find(id: string): PostgresServer | undefined {
    return this.servers.get(id);
  }

  /** @throws Error if the server does not exist */
  existing(id: string): PostgresServer {
    const server = this.find(id);
    if (!server) {
      throw new Error(`Database server ${id} does not exist`);
    }
    return server;
  }

  all(): PostgresServer[] {
    return [...this.servers.values()];
  }

  /** Creates the directory and the record of a server, not complete yet. */
  async prepare(
    record: Omit<ServerRecord, 'port' | 'ready' | 'wanted'>,
  ): Promise<PostgresServer> {
    return PostgresServer.prepare(
      path.join(this.directory, record.id),
      record,
      await this.binaries(record),
      this.context,
    );
  }

  /** Adds a complete server. */
  async add(server: PostgresServer): Promise<void> {
    await server.save({ ready: true });
    this.servers.set(server.record.id, server);
    this.ports.add(server.record.port);
  }

  /** Removes a deleted server. */
  drop(server: PostgresServer): void {
    this.servers.delete(server.record.id);
    this.ports.delete(server.record.port);
  }

  /** Loads the servers from disk; deletes incomplete ones. */
  async load(): Promise<void> {
    const entries = await readdir(this.directory, { withFileTypes: true });
    for (const { name } of entries.filter(entry => entry.isDirectory())) {
      const directory = path.join(this.directory, name);
      const record = await readRecord(directory);
      if (record && !this.servers.has(record.id)) {
        await restrictedDirectory(directory, this.context.account);
        const server = new PostgresServer(
          directory,
          record,
          await this.binaries(record),
          this.context,
        );
        await (record.ready ? this.add(server) : server.remove());
      }
    }
  }

  /** The directory of a snapshot; its parent is created. */
  async snapshotDirectory(snapshotId: string): Promise<string> {
    const snapshots = path.join(this.directory, 'snapshots');
    await restrictedDirectory(snapshots, undefined);
    return path.join(snapshots, snapshotId);
  }

  private binaries({ majorVersion }: Pick<ServerRecord, 'majorVersion'>) {
    return findBinaries(majorVersion, this.context.account);
  }

  private async choosePort(): Promise<number> {
    const port = await freePort(this.ports);
    this.ports.add(port);
    return port;
  }
}
