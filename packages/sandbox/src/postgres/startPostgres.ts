import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

import { DefaultDatabaseServers } from './DefaultDatabaseServers';

/** A running PostgreSQL server for a test. @public */
export interface RunningPostgres {
  /** On 127.0.0.1. */
  port: number;
  user: string;
  password: string;
  /** The database, in addition to `postgres`. */
  database: string;
  /** Stops the server and deletes its data. */
  stop(): Promise<void>;
}

/** Options of {@link startPostgres}. @public */
export interface StartPostgresOptions {
  /** 15 to 18. */
  majorVersion: number;
  /**
   * Parameters by the names of PostgreSQL and RDS, formulas already evaluated.
   * As on RDS, only TLS connections are accepted unless `rds.force_ssl` is `0`.
   */
  parameters?: Record<string, string>;
}

/**
 * Starts a standalone PostgreSQL with the given parameters in a temporary
 * directory.
 *
 * @throws PostgresError with PostgreSQL's message if it does not start
 *
 * @public
 */
export async function startPostgres(
  options: StartPostgresOptions,
): Promise<RunningPostgres> {
  const directory = await mkdtemp(path.join(os.tmpdir(), 'tap-postgres-'));
  const servers = DefaultDatabaseServers.create({ directory });
  const access = { user: 'app_admin', password: 'only-for-a-test' };
  const stop = async () => {
    await servers.remove('server');
    await rm(directory, { recursive: true, force: true });
  };
  try {
    const { port } = await servers.createPrimary('server', {
      majorVersion: options.majorVersion,
      parameters: options.parameters ?? {},
      masterUsername: access.user,
      masterPassword: access.password,
      databaseName: 'app',
    });
    return { ...access, port, database: 'app', stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
