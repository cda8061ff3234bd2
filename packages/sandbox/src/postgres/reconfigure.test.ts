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
  primary = await kit.servers.createPrimary('one', SMALL);
});

beforeEach(async () => {
  await kit.servers.reconfigure('one', SMALL.parameters, { restart: true });
});

afterAll(() => kit.dispose());

describe('new parameters', () => {
  it('are applied immediately if they need no restart', async () => {
    const [before] = kit.servers.list();

    await expect(
      kit.servers.reconfigure(
        'one',
        { ...SMALL.parameters, work_mem: '8192' },
        { restart: false },
      ),
    ).resolves.toEqual({ pendingRestart: false });

    await expect(query(primary, 'SHOW work_mem')).resolves.toEqual([
      { work_mem: '8MB' },
    ]);
    expect(kit.servers.list()[0].pid).toBe(before.pid);
  });

  it('wait for a restart, or trigger it if allowed', async () => {
    const parameters = { ...SMALL.parameters, max_connections: '30' };

    await expect(
      kit.servers.reconfigure('one', parameters, { restart: false }),
    ).resolves.toEqual({ pendingRestart: true });
    await expect(query(primary, 'SHOW max_connections')).resolves.toEqual([
      { max_connections: '20' },
    ]);

    await expect(
      kit.servers.reconfigure('one', parameters, { restart: true }),
    ).resolves.toEqual({ pendingRestart: false });
    await expect(query(primary, 'SHOW max_connections')).resolves.toEqual([
      { max_connections: '30' },
    ]);
  });

  it('13.17 allow connections without TLS if rds.force_ssl is off', async () => {
    await kit.servers.reconfigure(
      'one',
      { ...SMALL.parameters, 'rds.force_ssl': '0' },
      { restart: false },
    );

    await expect(
      query(primary, 'SHOW rds.force_ssl', { ssl: false }),
    ).resolves.toEqual([{ 'rds.force_ssl': '0' }]);
  });

  it.each<[Record<string, string>, string | RegExp]>([
    [
      { work_mem: 'plenty' },
      'invalid value for parameter "work_mem": "plenty"',
    ],
    [
      { work_memory: '64' },
      'unrecognized configuration parameter "work_memory"',
    ],
    [
      { max_connections: '0' },
      '0 is outside the valid range for parameter "max_connections" (1 .. 262143)',
    ],
    [
      { "work_mem = 1; x'": '64' },
      'unrecognized configuration parameter "work_mem = 1; x\'"',
    ],
    [{ search_path: 'a\nport = 1' }, 'must not contain line breaks'],
    [{ shared_buffers: '1073741823' }, /could not map anonymous shared memory/],
  ])(
    '%j are rejected with the message of PostgreSQL and change nothing',
    async (wrong, words) => {
      await expect(
        kit.servers.reconfigure(
          'one',
          { ...SMALL.parameters, ...wrong },
          { restart: true },
        ),
      ).rejects.toThrow(words);

      await expect(
        query(primary, `SELECT current_setting('shared_buffers') AS buffers`),
      ).resolves.toEqual([{ buffers: '16MB' }]);
    },
  );
});
