import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';

import { DatabaseProcess } from './DatabaseServers';
import {
  query,
  SMALL,
  TestServers,
  testServers,
} from './__testUtils__/databases';

jest.setTimeout(180_000);

let kit: TestServers;
let primary: DatabaseProcess;

beforeAll(async () => {
  kit = await testServers();
  primary = await kit.servers.createPrimary('one', {
    ...SMALL,
    parameters: {
      ...SMALL.parameters,
      shared_preload_libraries: 'pg_stat_statements, pgaudit,auto_explain',
      log_statement: 'all',
      log_min_duration_statement: '0',
      'pg_stat_statements.track_utility': 'on',
    },
  });
});

afterAll(() => kit.dispose());

describe('a primary', () => {
  it('13.2 accepts only TLS connections', async () => {
    await expect(query(primary, 'SELECT 1', { ssl: false })).rejects.toThrow(
      /no pg_hba.conf entry for host.*no encryption/,
    );
    await expect(
      query(primary, 'SELECT 1', { password: 'wrong' }),
    ).rejects.toThrow(/password authentication failed/);
  });

  it('13.3 has a certificate that clients can verify', async () => {
    const ca = await readFile(path.join(kit.directory, 'server.crt'), 'utf8');

    await expect(
      query(primary, 'SELECT 1 AS one', { ssl: { ca } }),
    ).resolves.toEqual([{ one: 1 }]);
  });

  it('13.4 gives the master user the permissions that it has on RDS', async () => {
    await query(primary, 'CREATE TABLE parts (id int)');
    await query(primary, 'CREATE EXTENSION pg_trgm');
    await query(primary, 'CREATE ROLE clerk LOGIN; GRANT rds_iam TO clerk');
    await expect(
      query(primary, 'SELECT count(*) > 0 AS seen FROM pg_stat_statements'),
    ).resolves.toEqual([{ seen: true }]);
    await expect(
      query(primary, 'ALTER SYSTEM SET work_mem = 64'),
    ).rejects.toThrow(/permission denied/);
    await expect(
      query(primary, `COPY parts FROM PROGRAM 'echo 1'`),
    ).rejects.toThrow(/permission denied/);
  });

  it('13.5 omits libraries that only RDS has', async () => {
    await expect(
      query(primary, 'SHOW shared_preload_libraries'),
    ).resolves.toEqual([
      { shared_preload_libraries: 'pg_stat_statements,auto_explain' },
    ]);
  });

  it('13.6 changes the master password without logging it', async () => {
    await kit.servers.changeMasterPassword('one', 'another-Secret-1');

    const password = 'another-Secret-1';
    await expect(
      query(primary, 'SELECT 1 AS one', { password }),
    ).resolves.toEqual([{ one: 1 }]);
    await expect(query(primary, 'SELECT 1')).rejects.toThrow(
      /password authentication failed/,
    );
    const { code } = await promisify(execFile)('grep', [
      '-rlE',
      "it's-A-|another-Secret-1",
      kit.directory,
    ]).catch(error => error);
    expect(code).toBe(1);
  });

  it.each([
    [
      'a missing library',
      { shared_preload_libraries: 'no_such_library' },
      'could not access file "no_such_library": No such file or directory',
    ],
    [
      'more memory than the machine has',
      { shared_buffers: '1073741823' },
      /could not map anonymous shared memory: Cannot allocate memory/,
    ],
    [
      'a value in the wrong unit',
      { shared_buffers: '8GBB' },
      'invalid value for parameter "shared_buffers": "8GBB". Valid units for this parameter are "B", "kB", "MB", "GB", and "TB"',
    ],
  ])(
    'with %s is rejected with the message of PostgreSQL, and nothing is left behind',
    async (_name, parameters: Record<string, string>, words) => {
      await expect(
        kit.servers.createPrimary('refused', { ...SMALL, parameters }),
      ).rejects.toThrow(words);

      expect(kit.servers.list()).toHaveLength(1);
      await expect(readdir(kit.directory)).resolves.not.toContain('refused');
    },
  );
});
