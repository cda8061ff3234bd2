import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { startPostgres, RunningPostgres } from '@tap/sandbox';
import { OperationRecord } from '@tap/plugin-tap-common';
import { sampleEnvironment } from '@tap/plugin-tap-common/testUtils';
import createKnex, { Knex } from 'knex';
import { readdirSync } from 'node:fs';
import { NoticeStore } from './NoticeStore';
import { openDatabase } from './openDatabase';
import { OperationStore } from './OperationStore';
import { ReportedOperationStore } from './ReportedOperationStore';

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

  keepsRows(() => databases.init('SQLITE_3'));

  storesOperations(async () => migrated(await databases.init('SQLITE_3')));

  reportAndClaim(async () => {
    // Replicas cannot share a SQLite database, but the requests of one back end share its connection.
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

  async function connect(): Promise<Replicas> {
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
    return replicas;
  }

  keepsRows(async () => (await connect())[0]);

  storesOperations(async () => migrated((await connect())[0]));

  reportAndClaim(async () => {
    const replicas = await connect();
    // One after the other: knex cannot run two migrations at once on an empty database.
    await migrated(replicas[0]);
    await migrated(replicas[1]);
    return replicas;
  });
});

function keepsRows(open: () => Promise<Knex>) {
  it('keeps the rows of the first migration', async () => {
    const knex = await open();
    const directory = resolvePackagePath(
      '@tap/plugin-tap-backend',
      'migrations',
    );
    await knex.migrate.up({ directory, name: '20261121000000_init.js' });
    const { stackId, stackStatus, createdAt } = sampleEnvironment();
    const row = {
      stack_id: stackId,
      target: 'main',
      stack_status: stackStatus,
      operation_time: createdAt,
    };
    await knex('told_targets').insert({ target: 'main' });
    await knex('told_environments').insert({ ...row, told_at: 1_000 });

    await migrated(knex);

    const store = new ReportedOperationStore(knex);
    expect(await store.isKnownTarget('main')).toBe(true);
    expect([...(await store.listByTarget('main')).values()]).toEqual([
      { stackId, stackStatus, operationTime: createdAt },
    ]);
    await store.addOwner(sampleEnvironment({ owner: 'user:default/mia' }));
    expect((await store.listByTarget('main')).get(stackId)).toMatchObject({
      owner: 'user:default/mia',
    });
    const [{ reported_at: reportedAt }] = await knex('reported_operations');
    expect(Number(reportedAt)).toBe(1_000);

    // Back to the first migration.
    for (let later = readdirSync(directory).length - 1; later > 0; later--) {
      await knex.migrate.down({ directory });
    }
    expect(await knex('told_targets').select()).toEqual([{ target: 'main' }]);
    expect(await knex('told_environments').select()).toMatchObject([row]);
  });
}

function reportAndClaim(open: () => Promise<Replicas>) {
  it('lets one of two replicas claim an action', async () => {
    const notices = (await open()).map(knex => new NoticeStore(knex));
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
    const store = new NoticeStore(knex);
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

  it('lets an action be claimed again only after its release or removal', async () => {
    const [one, other] = (await open()).map(knex => new NoticeStore(knex));
    const now = 1_800_000_000_000;
    await one.claim(EXPIRY, 'warned-6h', now);
    await one.release(EXPIRY, 'warned-6h');
    expect(await other.claim(EXPIRY, 'warned-6h', now)).toBe(true);

    await other.removeBefore(now);
    expect(await one.claim(EXPIRY, 'warned-6h', now)).toBe(false);
    await other.removeBefore(now + 1);
    expect(await one.claim(EXPIRY, 'warned-6h', now)).toBe(true);
    const options = { now: now + 5_000, afterMs: 6_000 };
    expect(await other.claimAgain(EXPIRY, 'warned-6h', options)).toBe(false);
  });

  it('lets one of two replicas report each end', async () => {
    const stores = (await open()).map(knex => new ReportedOperationStore(knex));
    const environment = sampleEnvironment();
    const report = async (facts: typeof environment) => {
      const reported = await Promise.all(
        [...stores, ...stores].map(store => store.markReported(facts)),
      );
      return reported.filter(Boolean).length;
    };
    expect(await report(environment)).toBe(1);
    expect(await report(environment)).toBe(0);
    expect(await report({ ...environment, stackStatus: 'DELETE_FAILED' })).toBe(
      1,
    );
    expect([...(await stores[1].listByTarget('main')).values()]).toEqual([
      {
        stackId: environment.stackId,
        stackStatus: 'DELETE_FAILED',
        operationTime: environment.createdAt,
        owner: environment.owner,
      },
    ]);
  });

  it('sets the same baseline in both replicas', async () => {
    const stores = (await open()).map(knex => new ReportedOperationStore(knex));
    expect(await stores[0].isKnownTarget('main')).toBe(false);
    const creating = sampleEnvironment({ stackId: 'arn:creating' });
    const updating = sampleEnvironment({
      stackId: 'arn:updating',
      stackStatus: 'UPDATE_IN_PROGRESS',
      updatedAt: '2026-11-20T12:00:00.000Z',
    });
    await Promise.all(
      stores.map(store =>
        store.setBaseline('main', [sampleEnvironment()], [creating, updating]),
      ),
    );
    expect(await stores[1].isKnownTarget('main')).toBe(true);
    expect(await stores[0].markReported(sampleEnvironment())).toBeUndefined();
    expect(await stores[1].markReported(creating)).toMatchObject({
      stackStatus: '',
    });
    expect(
      await stores[0].markReported({
        ...updating,
        stackStatus: 'UPDATE_COMPLETE',
      }),
    ).toMatchObject({ stackStatus: 'CREATE_COMPLETE' });
  });

  it('keeps a deleted stack for a day', async () => {
    const [one, other] = (await open()).map(
      knex => new ReportedOperationStore(knex),
    );
    await one.markReported(
      sampleEnvironment({ stackStatus: 'DELETE_COMPLETE' }),
    );
    await other.removeDeleted('main');
    expect((await one.listByTarget('main')).size).toBe(1);

    const tomorrow = Date.now() + 25 * 3_600_000;
    const clock = jest.spyOn(Date, 'now').mockReturnValue(tomorrow);
    try {
      await other.removeDeleted('main');
    } finally {
      clock.mockRestore();
    }
    expect((await one.listByTarget('main')).size).toBe(0);
  });
}

function aRecord(facts: Partial<OperationRecord> = {}): OperationRecord {
  const environment = facts.environment ?? sampleEnvironment();
  const { stackId, suffix, target } = environment;
  return {
    id: 'token-1',
    target,
    suffix,
    stackId,
    operation: 'create',
    initiator: 'user:default/olga',
    taskId: 'task-1',
    plan: ['Size: small'],
    startedAt: '2026-11-01T10:00:00.000Z',
    environment,
    removed: [],
    kept: [],
    ...facts,
  };
}

const REF = { suffix: 'orders', target: 'main' };
const ENDED = '2026-11-01T10:12:00.000Z';

function storesOperations(open: () => Promise<Knex>) {
  it('stores the start and the end of an operation, once', async () => {
    const store = new OperationStore(await open());
    const started = aRecord();
    await store.start(started, false);
    await store.start(started, false);
    expect(await store.list(REF)).toEqual([started]);

    const ended: OperationRecord = {
      ...started,
      operation: 'delete',
      endedAt: ENDED,
      outcome: 'failed',
      reason: 'The VPC has dependencies.',
      removed: [{ logicalId: 'Topic', resourceType: 'AWS::SNS::Topic' }],
      kept: [
        {
          logicalId: 'Key',
          resourceType: 'AWS::KMS::Key',
          kind: 'retained',
          reason: 'Kept on purpose',
          monthlyUsd: 1,
        },
      ],
      goneAt: ENDED,
    };
    await store.end({ ...ended, operation: 'create' }, false);
    await store.end({ ...ended, operation: 'create' }, false);
    expect(await store.list(REF)).toEqual([{ ...ended, operation: 'create' }]);
    expect(await store.list({ ...REF, target: 'other' })).toEqual([]);
  });

  it('ends the operation that another process started, and keeps its initiator', async () => {
    const store = new OperationStore(await open());
    await store.start(aRecord(), false);
    const followed = aRecord({
      id: 'follow-1',
      initiator: undefined,
      plan: [],
      endedAt: ENDED,
      outcome: 'succeeded',
    });
    await store.start(followed, true);
    await store.end(followed, true);
    await store.end({ ...followed, id: 'follow-2' }, true);
    expect(await store.list(REF)).toEqual([
      aRecord({ endedAt: ENDED, outcome: 'succeeded' }),
    ]);
  });

  it('stores an operation that was started outside the portal', async () => {
    const store = new OperationStore(await open());
    await store.end(aRecord({ endedAt: ENDED, outcome: 'succeeded' }), false);
    const outside = aRecord({
      id: 'follow-1',
      operation: 'delete',
      initiator: undefined,
      taskId: undefined,
      startedAt: '2026-11-02T10:00:00.000Z',
      endedAt: '2026-11-02T10:00:00.000Z',
      outcome: 'succeeded',
      goneAt: '2026-11-02T10:00:00.000Z',
    });
    await store.end(outside, true);
    await store.end({ ...outside, id: 'follow-2' }, true);
    expect((await store.list(REF)).map(({ id }) => id)).toEqual([
      'follow-1',
      'token-1',
    ]);
  });

  it('closes an operation whose end was not observed when the next one starts', async () => {
    const store = new OperationStore(await open());
    await store.start(aRecord(), false);
    const next = aRecord({ id: 'token-2', startedAt: ENDED });
    await store.start(next, false);
    expect(await store.list(REF)).toEqual([
      next,
      aRecord({ endedAt: ENDED, outcome: 'unknown' }),
    ]);
  });
}
