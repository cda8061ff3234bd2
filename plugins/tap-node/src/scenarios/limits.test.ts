import { deferred } from '../__testUtils__/deferred';
import { TestAccount } from '../__testUtils__/TestAccount';
import { testPortal, WHO } from '../__testUtils__/TestPortal';
import { end, request } from '../__testUtils__/TestAccount';

jest.setTimeout(60_000);

describe('the limits of a user', () => {
  let account: TestAccount;

  beforeAll(async () => {
    account = await TestAccount.start({ speed: 2_000 });
    await end(
      account
        .engine()
        .engine.run('deploy', request('shared'), account.by('olga')),
    );
  });
  afterAll(async () => {
    await account.stop();
  });

  /** A service whose engine blocks until it is released. */
  function blocked() {
    const { engine } = account.engine();
    const release = deferred<void>();
    const asked: string[] = [];
    const wait =
      (name: string, call: (...args: any[]) => any) =>
      async (...args: any[]) => {
        asked.push(name);
        await release.promise;
        return call(...args);
      };
    engine.plan = wait('plan', engine.plan.bind(engine));
    engine.drift = wait('drift', engine.drift.bind(engine));
    engine.progress = wait('progress', engine.progress.bind(engine));
    const { service } = testPortal(engine, {
      plans: 2,
      driftDetections: 2,
      reads: 2,
    });
    return { service, release: () => release.resolve(), asked };
  }

  const REQUESTS: Array<
    [
      string,
      (
        service: ReturnType<typeof testPortal>['service'],
        who: string,
      ) => Promise<unknown>,
    ]
  > = [
    [
      'plans',
      (service, who) =>
        service.plan({ suffix: 'some' }, { credentials: WHO[who] }),
    ],
    [
      'drift detections',
      (service, who) =>
        service.drift({ suffix: 'shared' }, { credentials: WHO[who] }),
    ],
    [
      'reads',
      (service, who) =>
        service.progress({ suffix: 'shared' }, { credentials: WHO[who] }),
    ],
  ];

  it.each(REQUESTS)(
    'reject more concurrent %s, but not those of other users',
    async (of, ask) => {
      const { service, release } = blocked();
      const flood = Array.from({ length: 50 }, () => ask(service, 'olga'));
      const others = ['mia', 'otto', 'ada'].map(who => ask(service, who));
      release();
      const outcomes = await Promise.allSettled(flood);
      const refused = outcomes.flatMap(outcome =>
        outcome.status === 'rejected' ? [outcome.reason] : [],
      );
      expect(refused).toHaveLength(48);
      expect(refused[0]).toMatchObject({
        name: 'TooManyRequestsError',
        statusCode: 429,
        retryAfterSeconds: 5,
        message: expect.stringMatching(
          `user:default/olga has 2 ${of} in progress, and tap\\.limits\\.perUser\\..* in app-config allows 2; nothing was done`,
        ),
      });
      await Promise.all(others);
      // Ended requests do not count.
      await ask(service, 'olga');
    },
  );

  it('count suffix checks as reads, and a rejection makes no call to AWS', async () => {
    const { service, release } = blocked();
    const credentials = WHO.olga;
    const reads = [1, 2].map(() =>
      service.progress({ suffix: 'shared' }, { credentials }),
    );
    account.sandbox.calls.reset();
    await expect(
      service.availability({ suffix: 'free' }, { credentials }),
    ).rejects.toMatchObject({ name: 'TooManyRequestsError' });
    expect(account.sandbox.calls.total()).toBe(0);
    release();
    await Promise.all(reads);
    await expect(
      service.availability({ suffix: 'free' }, { credentials }),
    ).resolves.toEqual({ available: true });
  });

  it('apply to each service separately', async () => {
    const { service, release } = blocked();
    const ask = REQUESTS[1][1];
    const asked = [1, 2, 3].map(() => ask(service, 'service'));
    asked.push(ask(service, 'olga'));
    release();
    const outcomes = await Promise.allSettled(asked);
    expect(outcomes.map(({ status }) => status)).toEqual([
      'fulfilled',
      'fulfilled',
      'rejected',
      'fulfilled',
    ]);
  });
});
