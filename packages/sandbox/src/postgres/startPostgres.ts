import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

import { DefaultDatabaseServers } from './DefaultDatabaseServers';

/** A PostgreSQL server for a test. */
export interface RunningPostgres {
  /** On 127.0.0.1. */
  port: number;
  user: string;
  password: string;
  /** The one database, beside `postgres`. */
  database: string;
  /** Stops the server and removes its data. */
  stop(): Promise<void>;
}

/** What a server for a test is to be. */
export interface StartPostgresOptions {
  /** 15 to 18. */
  majorVersion: number;
  /**
   * By PostgreSQL's and RDS's names, formulas evaluated already. As on RDS,
   * only TLS connections are let in unless `rds.force_ssl` is `0`.
   */
  parameters?: Record<string, string>;
}

/**
 * Starts a real PostgreSQL with the given parameters, alone, in a temporary
 * directory.
 *
 * @throws PostgresRefusal with PostgreSQL's own words when it does not start
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
