import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { Client, ClientConfig } from 'pg';

import { PrimaryOptions } from '../DatabaseServers';
import { DefaultDatabaseServers } from '../DefaultDatabaseServers';

/** A small server, for tests. */
export const SMALL: PrimaryOptions = {
  majorVersion: 17,
  parameters: { shared_buffers: '2048', max_connections: '20' },
  masterUsername: 'app_admin',
  masterPassword: "it's-A-'secret'",
  databaseName: 'orders',
};

/** Database servers in a temporary directory. */
export interface TestServers {
  directory: string;
  servers: DefaultDatabaseServers;
  /** A second instance on the same directory, as after a restart. */
  again(): DefaultDatabaseServers;
  dispose(): Promise<void>;
}

/** Creates servers for a test. */
export async function testServers(): Promise<TestServers> {
  const directory = await mkdtemp(path.join(os.tmpdir(), 'tap-databases-'));
  const kit: TestServers = {
    directory,
    servers: DefaultDatabaseServers.create({ directory }),
    again: () => {
      kit.servers = DefaultDatabaseServers.create({ directory });
      return kit.servers;
    },
    dispose: async () => {
      await kit.servers.resumeAll();
      await kit.servers.stopAll();
      await rm(directory, { recursive: true, force: true });
    },
  };
  return kit;
}

/** Runs one statement as the master user, over TLS. */
export async function query(
  { port }: { port: number },
  sql: string,
  options: ClientConfig = {},
): Promise<unknown[]> {
  const client = new Client({
    host: '127.0.0.1',
    port,
    user: SMALL.masterUsername,
    password: SMALL.masterPassword,
    database: SMALL.databaseName,
    ssl: { rejectUnauthorized: false },
    ...options,
  });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

/** Polls until the condition holds, because replication is asynchronous. */
export async function eventually<T>(ask: () => Promise<T>): Promise<T> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await ask();
    } catch (error) {
      if (attempt === 200) {
        throw error;
      }
      await new Promise(resolve => setTimeout(resolve, 100));
    }
  }
}
