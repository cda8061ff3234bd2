import { MAJOR_VERSIONS } from './binaries';
import {
  eventually,
  query,
  SMALL,
  TestServers,
  testServers,
} from './__testUtils__/databases';

jest.setTimeout(180_000);

let kit: TestServers;

beforeEach(async () => {
  kit = await testServers();
});

afterEach(() => kit.dispose());

describe('a read replica', () => {
  it.each(MAJOR_VERSIONS)(
    'of version %i replicates its primary and is read-only',
    async majorVersion => {
      const primary = await kit.servers.createPrimary('one', {
        ...SMALL,
        majorVersion,
      });
      await query(primary, 'CREATE TABLE parts AS SELECT 1 AS id');
      const replica = await kit.servers.createReplica('two', {
        sourceId: 'one',
        parameters: SMALL.parameters,
      });
      await query(primary, 'INSERT INTO parts VALUES (2)');

      await eventually(() =>
        expect(
          query(
            replica,
            `SELECT count(*)::int, pg_is_in_recovery() AS standby,
                    current_setting('server_version_num')::int / 10000 AS major
             FROM parts`,
          ),
        ).resolves.toEqual([{ count: 2, standby: true, major: majorVersion }]),
      );
      await expect(
        query(replica, 'INSERT INTO parts VALUES (3)'),
      ).rejects.toThrow(/read-only transaction/);
    },
  );

  it('13.18 becomes a standalone server when it is promoted', async () => {
    await kit.servers.createPrimary('one', SMALL);
    const replica = await kit.servers.createReplica('two', {
      sourceId: 'one',
      parameters: SMALL.parameters,
    });

    await kit.servers.promote('two');
    await kit.servers.remove('one');

    await query(replica, 'CREATE TABLE parts AS SELECT 1 AS id');
    await expect(query(replica, 'SELECT id FROM parts')).resolves.toEqual([
      { id: 1 },
    ]);
  });

  it('leaves no slot on its primary, whether it failed or was deleted', async () => {
    const primary = await kit.servers.createPrimary('one', SMALL);
    const slots = () =>
      query(primary, 'SELECT slot_name FROM pg_replication_slots');

    await expect(
      kit.servers.createReplica('two', {
        sourceId: 'one',
        parameters: { ...SMALL.parameters, max_connections: '10' },
      }),
    ).rejects.toThrow(/insufficient parameter settings/);
    await expect(slots()).resolves.toEqual([]);

    await kit.servers.createReplica('two', {
      sourceId: 'one',
      parameters: SMALL.parameters,
    });
    await expect(slots()).resolves.toHaveLength(1);
    await kit.servers.remove('two');
    await expect(slots()).resolves.toEqual([]);
  });
});
