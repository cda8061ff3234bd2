import { readdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

import { isRunningFrom } from './isRunningFrom';
import {
  eventually,
  query,
  SMALL,
  TestServers,
  testServers,
} from './__testUtils__/databases';
import { readRecord, writeRecord } from './ServerRecord';

jest.setTimeout(180_000);

let kit: TestServers;

beforeEach(async () => {
  kit = await testServers();
});

afterEach(() => kit.dispose());

function isRunning(id: string, pid: number): Promise<boolean> {
  return isRunningFrom(pid, path.join(kit.directory, id, 'data'));
}

describe('a restarted sandbox', () => {
  it('13.14 adopts the servers that are still running', async () => {
    const primary = await kit.servers.createPrimary('one', SMALL);

    await expect(kit.again().resumeAll()).resolves.toEqual([]);

    expect(kit.servers.list()).toEqual([primary]);
    await expect(kit.servers.createPrimary('one', SMALL)).resolves.toEqual(
      primary,
    );
    await query(primary, 'SELECT 1');
  });

  it('13.15 starts servers that were killed, on the same ports', async () => {
    const primary = await kit.servers.createPrimary('one', SMALL);
    const replica = await kit.servers.createReplica('two', {
      sourceId: 'one',
      parameters: SMALL.parameters,
    });
    await query(primary, 'CREATE TABLE parts AS SELECT 1 AS id');
    process.kill(primary.pid!, 'SIGKILL');
    process.kill(replica.pid!, 'SIGKILL');

    // Shared memory is in use until the last backend process has noticed.
    await eventually(() =>
      expect(kit.again().resumeAll()).resolves.toEqual([]),
    );

    const ports = kit.servers.list().map(({ id, port }) => [id, port]);
    expect(Object.fromEntries(ports)).toEqual({
      one: primary.port,
      two: replica.port,
    });
    await eventually(() =>
      expect(query(replica, 'SELECT id FROM parts')).resolves.toEqual([
        { id: 1 },
      ]),
    );
  });

  it('ignores another process with the old process ID', async () => {
    await kit.servers.createPrimary('one', SMALL);
    await kit.servers.stopAll();
    const pidFile = path.join(kit.directory, 'one', 'data', 'postmaster.pid');
    await writeFile(pidFile, `${process.pid}\n`);

    await expect(kit.again().resumeAll()).resolves.toEqual([]);

    const [primary] = kit.servers.list();
    expect(primary.pid).not.toBe(process.pid);
    await query(primary, 'SELECT 1');
  });

  it('removes incomplete servers', async () => {
    const { pid } = await kit.servers.createPrimary('one', SMALL);
    const directory = path.join(kit.directory, 'one');
    const record = (await readRecord(directory))!;
    await writeRecord(directory, { ...record, ready: false });

    await expect(kit.again().resumeAll()).resolves.toEqual([]);

    expect(kit.servers.list()).toEqual([]);
    await expect(isRunning('one', pid!)).resolves.toBe(false);
    await expect(readdir(kit.directory)).resolves.not.toContain('one');
  });

  it('does not start servers that were stopped explicitly', async () => {
    await kit.servers.createPrimary('one', SMALL);
    await kit.servers.stop('one');

    await kit.again().resumeAll();
    expect(kit.servers.list()).toMatchObject([{ id: 'one', pid: undefined }]);

    await query(await kit.servers.start('one'), 'SELECT 1');
  });

  it('reports which server failed to start and why', async () => {
    await kit.servers.createPrimary('one', SMALL);
    await kit.servers.stopAll();
    await rm(path.join(kit.directory, 'one', 'data', 'global'), {
      recursive: true,
    });

    await expect(kit.again().resumeAll()).resolves.toMatchObject([
      { id: 'one', error: { message: expect.stringContaining('global') } },
    ]);
  });
});

describe('stopping', () => {
  it('13.16 the sandbox ends all processes and keeps the data', async () => {
    const { pid } = await kit.servers.createPrimary('one', SMALL);
    await expect(isRunning('one', pid!)).resolves.toBe(true);

    await kit.servers.stopAll();

    await expect(isRunning('one', pid!)).resolves.toBe(false);
    await expect(readdir(kit.directory)).resolves.toContain('one');
  });

  it('and deleting a server removes process and data', async () => {
    const { pid } = await kit.servers.createPrimary('one', SMALL);

    await kit.servers.remove('one');

    await expect(isRunning('one', pid!)).resolves.toBe(false);
    await expect(readdir(kit.directory)).resolves.not.toContain('one');
    await expect(kit.servers.remove('one')).resolves.toBeUndefined();
  });

  it('a server can keep a snapshot, which can be deleted', async () => {
    await kit.servers.createPrimary('one', SMALL);
    const snapshots = path.join(kit.directory, 'snapshots');

    await kit.servers.removeKeepingSnapshot('one', 'final');

    await expect(
      readdir(path.join(snapshots, 'final', 'data')),
    ).resolves.toContain('PG_VERSION');
    expect(kit.servers.list()).toEqual([]);

    await kit.servers.removeSnapshot('final');
    await expect(readdir(snapshots)).resolves.toEqual([]);
  });
});

it('creates several servers in parallel, each on its own port', async () => {
  const made = await Promise.all(
    ['one', 'two', 'three'].map(id => kit.servers.createPrimary(id, SMALL)),
  );

  expect(new Set(made.map(({ port }) => port)).size).toBe(3);
});
