import { randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

import { ADMIN, clusterTemplate } from './clusterTemplate';
import { findBinaries } from './binaries';
import { findServerAccount } from './ServerAccount';
import { readRecord } from './ServerRecord';
import { removeTree } from './removeTree';
import {
  query,
  SMALL,
  TestServers,
  testServers,
} from './__testUtils__/databases';

jest.setTimeout(180_000);

describe('clusterTemplate', () => {
  let kit: TestServers;
  beforeEach(async () => {
    kit = await testServers();
  });
  afterEach(() => kit.dispose());

  const systemIdentifier = (server: { port: number }) =>
    query(server, 'SELECT system_identifier FROM pg_control_system()');
  const adminPassword = async (id: string) =>
    (await readRecord(path.join(kit.directory, id)))!.adminPassword;

  it('is copied for each server, which has its own password', async () => {
    const one = await kit.servers.createPrimary('one', SMALL);
    const two = await kit.servers.createPrimary('two', SMALL);

    expect(await systemIdentifier(two)).toEqual(await systemIdentifier(one));
    const asAdmin = (password: string) =>
      query(two, 'SELECT current_user AS name', {
        user: ADMIN,
        password,
        database: 'postgres',
      });
    await expect(asAdmin(await adminPassword('two'))).resolves.toEqual([
      { name: ADMIN },
    ]);
    const account = await findServerAccount();
    const template = await clusterTemplate(
      await findBinaries(SMALL.majorVersion, account),
      account,
    );
    for (const other of [await adminPassword('one'), template.adminPassword]) {
      await expect(asAdmin(other)).rejects.toThrow(
        /password authentication failed/,
      );
    }
  });

  it('is created once for concurrent callers', async () => {
    const account = await findServerAccount();
    const found = await findBinaries(17, account);
    // Its own template: other tests copy the one of the real version.
    const binaries = { ...found, version: `test-${randomUUID()}` };

    const [one, two] = await Promise.all([
      clusterTemplate(binaries, account),
      clusterTemplate(binaries, account),
    ]);

    const directory = path.dirname(one.dataDirectory);
    const beside = await readdir(path.dirname(directory));
    expect(two).toEqual(one);
    expect(
      await readFile(path.join(one.dataDirectory, 'PG_VERSION'), 'utf8'),
    ).toBe('17\n');
    expect(beside.filter(name => name.includes(binaries.version))).toEqual([
      path.basename(directory),
    ]);
    await removeTree(directory);
  });
});
