import { RunningPostgres, startPostgres } from '../../packages/sandbox/src';

/** The connection pools of all plugins of a back end; PostgreSQL's default is 100 connections. */
const MAX_CONNECTIONS = '400';

/** Running servers. */
const running = new Set<PortalDatabase>();

/**
 * A PostgreSQL server for the portal's database, as in production. SQLite is not suitable for many concurrent tasks,
 * because the whole back end waits for the disk.
 */
export class PortalDatabase {
  static async start(): Promise<PortalDatabase> {
    const database = new PortalDatabase(
      await startPostgres({
        majorVersion: 17,
        parameters: {
          'rds.force_ssl': '0',
          max_connections: MAX_CONNECTIONS,
        },
      }),
    );
    running.add(database);
    return database;
  }

  /** Stops all running servers. */
  static async stopAll(): Promise<void> {
    await Promise.all([...running].map(database => database.stop()));
  }

  private constructor(private readonly server: RunningPostgres) {}

  /** The portal's `backend.database`. */
  get config(): object {
    return { client: 'pg', connection: this.connection() };
  }

  /** Connection settings for the database of a plugin, or for the server's default database. */
  connection(plugin?: string) {
    const { port, user, password } = this.server;
    return {
      host: '127.0.0.1',
      port,
      user,
      password,
      ...(plugin && { database: `backstage_plugin_${plugin}` }),
    };
  }

  async stop(): Promise<void> {
    running.delete(this);
    await this.server.stop();
  }
}
