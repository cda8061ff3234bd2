import { ProgressEvent, RETENTIONS } from '@tap/plugin-tap-common';
import { begun, end, request, TestAccount } from '../__testUtils__/TestAccount';

jest.setTimeout(180_000);

/** Sandbox seconds per second. */
const FAST = 2_000;
/** Longer than any test: the resource does not end by itself. */
const FOREVER = 1_000_000;

/** When a creation ends. Its resources are those of TapStack. */
interface Ending {
  name: string;
  /** The first resource to match fails, or the creation waits for it while it is cancelled. */
  logicalIdPattern: string;
  action: 'create' | 'update';
  /** Cancelled by the user at this event, instead of failing. */
  cancelledAt?: (event: ProgressEvent) => boolean;
}

const isResource =
  (logicalId: string, status: string) => (event: ProgressEvent) =>
    event.type === 'resource' &&
    event.logicalId === logicalId &&
    event.status === status;

const ENDINGS: Ending[] = [
  { name: 'fails early', logicalIdPattern: '^Bucket$', action: 'create' },
  {
    name: 'fails late',
    logicalIdPattern: '^DatabaseAlarmCpu$',
    action: 'create',
  },
  {
    name: 'is cancelled early',
    logicalIdPattern: '^Bucket$',
    action: 'create',
    cancelledAt: isResource('Key', 'CREATE_COMPLETE'),
  },
  {
    name: 'is cancelled late',
    logicalIdPattern: '^DatabaseAlarmCpu$',
    action: 'create',
    cancelledAt: isResource('DatabaseInstance', 'CREATE_COMPLETE'),
  },
  {
    name: 'is cancelled while its retention is applied',
    logicalIdPattern: '^(DatabaseInstance|MetadataEcho)$',
    action: 'update',
    cancelledAt: event =>
      event.type === 'resource' && event.status === 'UPDATE_IN_PROGRESS',
  },
];

describe('a creation of TapStack', () => {
  let account: TestAccount;
  let count = 0;
  let suffix: string;

  beforeAll(async () => {
    account = await TestAccount.start({
      speed: FAST,
      stackModule: '@tap/stack/module',
    });
  });
  beforeEach(() => {
    count += 1;
    suffix = `gone-${count}`;
  });
  afterEach(() => {
    account.sandbox.faults.clear();
    account.sandbox.readings.onFailureDelete = 'rollback';
  });
  afterAll(async () => {
    await account.stop();
  });

  /** All that exists in the account, except for keys in their waiting period and what RDS made itself. */
  const left = () => [
    ...Object.entries(account.sandbox.state().objects)
      .filter(([kind]) => !kind.endsWith('/kms-key-pending-deletion'))
      .flatMap(([kind, ids]) => ids.map(id => `${kind}/${id}`))
      .filter(id => !id.endsWith('RDSOSMetrics')),
    ...account.sandbox.state().databases.map(({ id }) => id),
  ];

  function waitFor({ logicalIdPattern, action, cancelledAt }: Ending): void {
    account.sandbox.faults.add({
      kind: 'failResource',
      stack: `^TapStack-${suffix}$`,
      logicalIdPattern,
      action,
      reason: 'It does not work today',
      count: 1,
      afterSeconds: cancelledAt ? FOREVER : 0,
    });
  }

  async function failureOf(
    ending: Ending,
    run: (signal: AbortSignal) => AsyncIterable<ProgressEvent>,
  ) {
    const abort = new AbortController();
    try {
      for await (const event of run(abort.signal)) {
        if (ending.cancelledAt?.(event)) {
          abort.abort();
        }
      }
    } catch (error) {
      return error;
    }
    throw new Error('The creation has not failed');
  }

  const cases = ENDINGS.flatMap(ending =>
    RETENTIONS.filter(
      // Nothing is applied for `destroy`.
      retention => ending.action === 'create' || retention !== 'destroy',
    ).map(retention => ({ ending, name: ending.name, retention })),
  )
    .flatMap(each =>
      (['rollback', 'deletion'] as const).map(reading => ({
        ...each,
        reading,
      })),
    )
    // Each ending, retention and reading at least once; all combinations in `./tap verify`, because each needs a real database.
    .filter((_, index) => process.env.TAP_VERIFY || index % 5 === 0);

  it.each(cases)(
    'leaves nothing if it $name, with retention $retention, if OnFailure is a $reading',
    async ({ ending, retention, reading }) => {
      account.sandbox.readings.onFailureDelete = reading;
      const before = left();
      waitFor(ending);
      const { engine } = account.engine();
      const failure = await failureOf(ending, signal =>
        engine.run(
          'deploy',
          request(suffix, { retention }),
          account.by('jo', { signal }),
        ),
      );
      expect(failure).toMatchObject({
        name: ending.cancelledAt
          ? 'OperationCancelledError'
          : 'StackOperationError',
        message: expect.stringMatching(/Nothing is left/),
      });
      expect(account.statuses(suffix)).toEqual(['DELETE_COMPLETE']);
      expect(left()).toEqual(before);
    },
  );

  describe('that is cancelled while its retention is applied', () => {
    const ending = ENDINGS[4];

    it.each(['snapshot', 'retain'] as const)(
      'is deleted by the next process if the back end stops before CloudFormation is called, with retention %s',
      async retention => {
        const before = left();
        waitFor(ending);
        const first = account.engine();
        const { event, outcome } = await begun(
          first.engine.run(
            'deploy',
            request(suffix, { retention }),
            account.by('jo'),
          ),
        );
        outcome.catch(() => undefined);
        await account.updating(suffix);
        await first.crash();
        await expect(
          end(
            account.engine().engine.follow('sandbox', event.stackId, {
              cancelledAt: new Date().toISOString(),
            }),
          ),
        ).rejects.toMatchObject({
          name: 'OperationCancelledError',
          message: expect.stringMatching(/creation .* cancelled.*Nothing/),
        });
        expect(account.statuses(suffix)).toEqual(['DELETE_COMPLETE']);
        expect(left()).toEqual(before);
      },
    );

    it('is deleted by the next process if the back end stops after the rollback', async () => {
      const before = left();
      waitFor(ending);
      account.sandbox.faults.add({
        kind: 'error',
        operation: '^DeleteStack$',
        code: 'ServiceUnavailable',
        httpStatus: 503,
      });
      const first = account.engine();
      const abort = new AbortController();
      const { event, outcome } = await begun(
        first.engine.run(
          'deploy',
          request(suffix, { retention: 'retain' }),
          account.by('jo', { signal: abort.signal }),
        ),
      );
      outcome.catch(() => undefined);
      await account.updating(suffix);
      const cancelledAt = new Date().toISOString();
      abort.abort();
      await account.settled(suffix);
      await first.crash();
      account.sandbox.faults.clear();
      expect(account.statuses(suffix)).toEqual(['UPDATE_ROLLBACK_COMPLETE']);
      await expect(
        end(
          account
            .engine()
            .engine.follow('sandbox', event.stackId, { cancelledAt }),
        ),
      ).rejects.toMatchObject({ name: 'OperationCancelledError' });
      expect(account.statuses(suffix)).toEqual(['DELETE_COMPLETE']);
      expect(left()).toEqual(before);
    });
  });
});
