import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { startPostgres, RunningPostgres } from '@tap/sandbox';
import { sampleEnvironment } from '@tap/plugin-tap-common/testUtils';
import createKnex, { Knex } from 'knex';
import { NoticeStore } from './NoticeStore';
import { openDatabase } from './openDatabase';
import { ToldStore } from './ToldStore';

jest.setTimeout(120_000);

const EXPIRY = {
  stackId: 'arn:aws:cloudformation:eu-central-1:1:stack/TapStack-orders/1',
  expiresAt: '2026-11-30T12:00:00.000Z',
};

/** Connections of two replicas to one database. */
type Replicas = [Knex, Knex];

const migrated = (knex: Knex) =>
  openDatabase(mockServices.database.mock({ getClient: async () => knex }));

describe('stores in SQLite', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

  tellAndClaim(async () => {
    // Replicas do not share a SQLite database, but requests of one back end share its one connection.
    const knex = await migrated(await databases.init('SQLITE_3'));
    return [knex, knex];
  });
});

describe('stores in PostgreSQL', () => {
  let postgres: RunningPostgres;
  let connections: Knex[];

  beforeAll(async () => {
    connections = [];
    postgres = await startPostgres({
      majorVersion: 17,
      parameters: { 'rds.force_ssl': '0' },
    });
  });

  afterAll(async () => {
    await Promise.all(connections.map(knex => knex.destroy()));
    await postgres.stop();
  });

  tellAndClaim(async () => {
    const { port, user, password, database } = postgres;
    const schema = `test${connections.length}`;
    const replicas = [0, 1].map(() =>
      createKnex({
        client: 'pg',
        connection: { host: '127.0.0.1', port, user, password, database },
        searchPath: [schema],
      }),
    ) as Replicas;
    connections.push(...replicas);
    await replicas[0].raw('create schema ??', [schema]);
    // One after the other: knex itself does not survive two at once on an empty database.
    await migrated(replicas[0]);
    await migrated(replicas[1]);
    return replicas;
  });
});

function tellAndClaim(open: () => Promise<Replicas>) {
  it('gives what is to be done to one of two replicas', async () => {
    const notices = (await open()).map(knex => NoticeStore.create({ knex }));
    for (const kind of ['warned-48h', 'warned-6h', 'teardown'] as const) {
      const claimed = await Promise.all(
        [...notices, ...notices].map(store => store.claim(EXPIRY, kind, 1_000)),
      );
      expect(claimed.filter(Boolean)).toHaveLength(1);
    }
    const options = { now: 10_000, afterMs: 9_000 };
    const again = await Promise.all(
      notices.map(store => store.claimAgain(EXPIRY, 'teardown', options)),
    );
    expect(again.filter(Boolean)).toHaveLength(1);
  });

  it('claims in one statement', async () => {
    const [knex] = await open();
    const store = NoticeStore.create({ knex });
    await store.claim(EXPIRY, 'teardown', 1_000);
    const statements: string[] = [];
    knex.on('query', ({ sql }) => statements.push(sql));

    expect(await store.claim(EXPIRY, 'teardown', 1_000)).toBe(false);
    expect(await store.claim(EXPIRY, 'failed', 1_000)).toBe(true);
    expect(statements).toEqual([
      expect.stringMatching(/^insert into .* on conflict .* do nothing/),
      expect.stringMatching(/^insert into .* on conflict .* do nothing/),
    ]);
  });

  it('lets be done what was given back or is of long ago, and nothing else', async () => {
    const [one, other] = (await open()).map(knex =>
      NoticeStore.create({ knex }),
    );
    const now = 1_800_000_000_000;
    await one.claim(EXPIRY, 'warned-6h', now);
    await one.release(EXPIRY, 'warned-6h');
    expect(await other.claim(EXPIRY, 'warned-6h', now)).toBe(true);

    await other.forgetBefore(now);
    expect(await one.claim(EXPIRY, 'warned-6h', now)).toBe(false);
    await other.forgetBefore(now + 1);
    expect(await one.claim(EXPIRY, 'warned-6h', now)).toBe(true);
    const options = { now: now + 5_000, afterMs: 6_000 };
    expect(await other.claimAgain(EXPIRY, 'warned-6h', options)).toBe(false);
  });

  it('lets one of two replicas tell an end, and both tell the next one', async () => {
    const stores = (await open()).map(knex => ToldStore.create({ knex }));
    const environment = sampleEnvironment();
    const tell = async (facts: typeof environment) => {
      const told = await Promise.all(
        [...stores, ...stores].map(store => store.tell(facts)),
      );
      return told.filter(Boolean).length;
    };
    expect(await tell(environment)).toBe(1);
    expect(await tell(environment)).toBe(0);
    expect(await tell({ ...environment, stackStatus: 'DELETE_FAILED' })).toBe(
      1,
    );
    expect([...(await stores[1].ofTarget('main')).values()]).toEqual([
      {
        stackId: environment.stackId,
        stackStatus: 'DELETE_FAILED',
        operationTime: environment.createdAt,
      },
    ]);
  });

  it('takes the same environments for known in both replicas', async () => {
    const stores = (await open()).map(knex => ToldStore.create({ knex }));
    expect(await stores[0].knowsTarget('main')).toBe(false);
    const creating = sampleEnvironment({ stackId: 'arn:creating' });
    await Promise.all(
      stores.map(store =>
        store.setBaseline('main', [sampleEnvironment()], [creating]),
      ),
    );
    expect(await stores[1].knowsTarget('main')).toBe(true);
    expect(await stores[0].tell(sampleEnvironment())).toBe(false);
    expect(await stores[1].tell(creating)).toBe(true);
  });

  it('remembers for a day what is gone', async () => {
    const [one, other] = (await open()).map(knex => ToldStore.create({ knex }));
    await one.tell(sampleEnvironment({ stackStatus: 'DELETE_COMPLETE' }));
    await other.forgetGone('main');
    expect((await one.ofTarget('main')).size).toBe(1);

    const tomorrow = Date.now() + 25 * 3_600_000;
    const clock = jest.spyOn(Date, 'now').mockReturnValue(tomorrow);
    try {
      await other.forgetGone('main');
    } finally {
      clock.mockRestore();
    }
    expect((await one.ofTarget('main')).size).toBe(0);
  });
}
