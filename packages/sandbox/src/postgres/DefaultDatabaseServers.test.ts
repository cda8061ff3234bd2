import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { Client, ClientConfig } from 'pg';

import { DatabaseProcess, PrimaryOptions } from './DatabaseServers';
import { DefaultDatabaseServers } from './DefaultDatabaseServers';
import { isAlive } from './isRunningFrom';

jest.setTimeout(120_000);

const OPTIONS: PrimaryOptions = {
  majorVersion: 17,
  parameters: { shared_buffers: '2048', max_connections: '20' },
  masterUsername: 'app_admin',
  masterPassword: "it's-A-'secret'",
  databaseName: 'orders',
};

let directory: string;
let servers: DefaultDatabaseServers;

beforeEach(async () => {
  directory = await mkdtemp(path.join(os.tmpdir(), 'tap-databases-'));
  servers = DefaultDatabaseServers.create({ directory });
});

afterEach(async () => {
  await servers.stopAll();
  await rm(directory, { recursive: true, force: true });
});

async function query<T extends object = Record<string, string>>(
  { port }: DatabaseProcess,
  sql: string,
  options: ClientConfig = {},
): Promise<T[]> {
  const client = new Client({
    host: '127.0.0.1',
    port,
    user: OPTIONS.masterUsername,
    password: OPTIONS.masterPassword,
    database: OPTIONS.databaseName,
    ssl: { rejectUnauthorized: false },
    ...options,
  });
  await client.connect();
  try {
    return (await client.query<T>(sql)).rows;
  } finally {
    await client.end();
  }
}

/** Asks again until the answer is there: replication takes its time. */
async function eventually<T>(ask: () => Promise<T>): Promise<T> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await ask();
    } catch (error) {
      if (attempt === 100) {
        throw error;
      }
      await new Promise(resolve => setTimeout(resolve, 100));
    }
  }
}

describe('a primary', () => {
  it('lets the master user in over TLS only and has the parameters', async () => {
    const primary = await servers.createPrimary('one', OPTIONS);

    await expect(query(primary, 'SHOW shared_buffers')).resolves.toEqual([
      { shared_buffers: '16MB' },
    ]);
    await expect(
      query(
        primary,
        'SELECT ssl, current_user AS name FROM pg_stat_ssl WHERE pid = pg_backend_pid()',
      ),
    ).resolves.toEqual([{ ssl: true, name: 'app_admin' }]);
    await expect(query(primary, 'SELECT 1', { ssl: false })).rejects.toThrow(
      /no pg_hba.conf entry for host.*no encryption/,
    );
    await expect(
      query(primary, 'SELECT 1', { password: 'wrong' }),
    ).rejects.toThrow(/password authentication failed/);
  });
});
