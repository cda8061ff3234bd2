import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { PortalClient } from '../chaos/PortalClient';
import {
  BackendProcess,
  BackendSettings,
} from '../chaos/processes/BackendProcess';
import { PortalDatabase } from '../chaos/processes/PortalDatabase';
import { SandboxProcess } from '../chaos/processes/SandboxProcess';
import { withOrganization } from './withOrganization';

/** One back end, and a user who talks to it. */
export interface Replica {
  backend: BackendProcess;
  client: PortalClient;
  /** Name of the user. */
  user: string;
}

/** Two back ends of one portal, on one real PostgreSQL database and one sandbox, each in a process of its own. */
export class Replicas {
  /** @param speed - sandbox seconds per second */
  static async create(speed: number): Promise<Replicas> {
    const directory = await mkdtemp(join(tmpdir(), 'tap-replicas-'));
    const database = await PortalDatabase.start();
    const sandbox = await SandboxProcess.start({ directory, speed });
    const replica = async (user: string): Promise<Replica> => {
      const backend = await BackendProcess.create({
        directory: join(directory, user),
        sandboxUrl: sandbox.url,
      });
      return { backend, client: new PortalClient(backend.url), user };
    };
    return new Replicas(
      directory,
      database,
      sandbox,
      await replica('guest'),
      await replica('robin'),
    );
  }

  private constructor(
    private readonly directory: string,
    private readonly database: PortalDatabase,
    readonly sandbox: SandboxProcess,
    /** The one that is hit by what happens. */
    readonly one: Replica,
    readonly other: Replica,
  ) {}

  get both(): Replica[] {
    return [this.one, this.other];
  }

  /**
   * Starts both, one after the other: a replica that meets another's migrations fails to start, with knex's
   * MigrationLocked, and its supervisor would have to start it again.
   */
  async start(): Promise<void> {
    for (const replica of this.both) {
      await this.startOne(replica);
    }
  }

  /** Starts one, and waits until it can be used. */
  async startOne(
    { backend, user }: Replica,
    settings: Pick<BackendSettings, 'tokenKeys'> = {},
  ): Promise<void> {
    await backend.start({
      ...settings,
      database: this.database.config,
      overlay: {
        ...withOrganization(user),
        // The tests read the tasks of one user as the other, and those of the portal itself.
        tap: { admins: ['group:default/crew'] },
      },
    });
    await backend.ready();
  }

  /** Rows of a plugin's database. */
  async query<T>(
    plugin: string,
    sql: string,
    values: string[] = [],
  ): Promise<T[]> {
    const client = new Client(this.database.connection(plugin));
    await client.connect();
    try {
      return (await client.query(sql, values)).rows as T[];
    } finally {
      await client.end();
    }
  }

  /** Ends everything, what is paused included. */
  async stop(): Promise<void> {
    await Promise.all(this.both.map(({ backend }) => backend.stop()));
    await this.sandbox.stop();
    await this.database.stop();
    await rm(this.directory, { recursive: true, force: true });
  }
}
