import { randomBytes } from 'node:crypto';
import { mkdir, rename } from 'node:fs/promises';
import path from 'node:path';

import { AdminAddress, withAdmin } from './adminConnection';
import { PostgresBinaries } from './binaries';
import { Certificate } from './certificate';
import { ADMIN } from './clusterTemplate';
import { ServerConfiguration } from './configuration';
import { DatabaseProcess } from './DatabaseServers';
import { isFree } from './freePort';
import { PostgresCluster } from './PostgresCluster';
import { removeTree } from './removeTree';
import { replicationSlot } from './replicationSlot';
import { restrictedDirectory } from './restrictedDirectory';
import { ServerAccount } from './ServerAccount';
import { ServerRecord, writeRecord } from './ServerRecord';

/** Context that all servers of a sandbox share. */
export interface ServerContext {
  account: ServerAccount | undefined;
  certificate: Certificate;
  /** Returns a port that no other server of this sandbox uses. */
  choosePort(): Promise<number>;
  /** The primary of a replica; undefined if it no longer exists. */
  find(id: string): PostgresServer | undefined;
}

/** A server of the sandbox: its record on disk and its process. */
export class PostgresServer {
  readonly cluster: PostgresCluster;
  private pid?: number;

  constructor(
    readonly directory: string,
    private state: ServerRecord,
    private readonly binaries: PostgresBinaries,
    private readonly context: ServerContext,
  ) {
    this.cluster = new PostgresCluster(binaries, context.account, directory);
  }

  /** Creates the directory and the record of a new server. */
  static async prepare(
    directory: string,
    record: Omit<ServerRecord, 'port' | 'ready' | 'wanted'>,
    binaries: PostgresBinaries,
    context: ServerContext,
  ): Promise<PostgresServer> {
    await removeTree(directory);
    await restrictedDirectory(directory, context.account);
    const port = await context.choosePort();
    const state = { ...record, port, ready: false, wanted: true };
    await writeRecord(directory, state);
    return new PostgresServer(directory, state, binaries, context);
  }

  static newPassword(): string {
    return randomBytes(24).toString('base64url');
  }

  get record(): Readonly<ServerRecord> {
    return this.state;
  }

  get address(): AdminAddress {
    return {
      port: this.state.port,
      adminPassword: this.state.adminPassword,
      certificate: this.context.certificate.certificate,
    };
  }

  /** Name of this replica's slot on its primary. */
  get slot(): string {
    return replicationSlot(this.state.id);
  }

  describe(): DatabaseProcess {
    const { id, majorVersion, port } = this.state;
    return { id, majorVersion, port, pid: this.pid };
  }

  async save(changes: Partial<ServerRecord>): Promise<void> {
    this.state = { ...this.state, ...changes };
    await writeRecord(this.directory, this.state);
  }

  /** Starts the process, or adopts a running one. */
  async start(): Promise<void> {
    this.pid = await this.cluster.runningPid();
    if (!this.pid) {
      if (!(await isFree(this.state.port))) {
        await this.save({ port: await this.context.choosePort() });
      }
      await this.cluster.configure(this.configuration());
      await this.cluster.install(this.context.certificate);
      await this.cluster.start();
      this.pid = await this.cluster.runningPid();
    }
    await this.save({ wanted: true });
  }

  async stop(): Promise<void> {
    await this.cluster.stop();
    this.pid = undefined;
  }

  /** Stops the process and deletes all files. */
  async remove(): Promise<void> {
    await this.stop();
    await removeTree(this.directory);
  }

  /** Stops the process and moves the directory. */
  async moveTo(directory: string): Promise<void> {
    await this.stop();
    await this.save({ wanted: false });
    await removeTree(directory);
    await mkdir(path.dirname(directory), { recursive: true, mode: 0o700 });
    await rename(this.directory, directory);
  }

  /**
   * Applies parameters, with a restart if it is required and allowed.
   *
   * @returns whether a restart is still required
   * @throws PostgresError; the previous parameters are restored
   */
  async reconfigure(
    parameters: Record<string, string>,
    restart: boolean,
  ): Promise<boolean> {
    const before = this.state.parameters;
    try {
      await this.save({ parameters });
      await this.cluster.configure(this.configuration());
      await this.cluster.validate();
      const pending = this.pid ? await this.reload() : false;
      if (pending && restart) {
        await this.stop();
        await this.start();
      }
      return pending && !restart;
    } catch (error) {
      await this.save({ parameters: before });
      await this.cluster.configure(this.configuration());
      await this.start();
      await this.reload();
      throw error;
    }
  }

  /** @returns whether parameters wait for a restart */
  private async reload(): Promise<boolean> {
    const loaded = await this.loadTime();
    await this.cluster.reload();
    for (let attempt = 0; attempt < 100; attempt += 1) {
      if ((await this.loadTime()) !== loaded) {
        break;
      }
      await new Promise(resolve => setTimeout(resolve, 50));
    }
    return withAdmin(this.address, 'postgres', async client => {
      const { rowCount } = await client.query(
        'SELECT FROM pg_settings WHERE pending_restart',
      );
      return rowCount !== 0;
    });
  }

  private loadTime(): Promise<string> {
    return withAdmin(this.address, 'postgres', async client => {
      const { rows } = await client.query<{ loaded: string }>(
        'SELECT pg_conf_load_time()::text AS loaded',
      );
      return rows[0].loaded;
    });
  }

  private configuration(): ServerConfiguration {
    const { id, port, parameters, sourceId } = this.state;
    const source = sourceId && this.context.find(sourceId);
    return {
      id,
      port,
      parameters,
      libraries: this.binaries.libraries,
      replication: source
        ? {
            slot: this.slot,
            primaryConnection: `host=127.0.0.1 port=${source.address.port} user=${ADMIN} password=${source.address.adminPassword} sslmode=require application_name=${this.slot}`,
          }
        : undefined,
    };
  }
}
