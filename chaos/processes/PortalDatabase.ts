import { RunningPostgres, startPostgres } from '../../packages/sandbox/src';

/** The pools of a back end's plugins together; PostgreSQL itself allows 100 connections. */
const MAX_CONNECTIONS = '400';

/** What runs and has not been stopped. */
const running = new Set<PortalDatabase>();

/**
 * A real PostgreSQL for the portal's own data, as in production. SQLite would not do for many tasks at once: it makes
 * the whole back end wait for the disk.
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

  /** Stops everything that runs. */
  static async stopAll(): Promise<void> {
    await Promise.all([...running].map(database => database.stop()));
  }

  private constructor(private readonly server: RunningPostgres) {}

  /** The portal's `backend.database`. */
  get config(): object {
    return { client: 'pg', connection: this.connection() };
  }

  /** How to connect to the database of a plugin, without one to the server's own. */
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
