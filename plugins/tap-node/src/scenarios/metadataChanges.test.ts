import {
  CloudFormationClient,
  CreateChangeSetCommand,
  CreateStackCommand,
  DescribeStacksCommand,
  GetTemplateCommand,
} from '@aws-sdk/client-cloudformation';
import { Environment } from '@tap/plugin-tap-common';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  begun,
  end,
  request,
  TestAccount,
  confirmed,
} from '../__testUtils__/TestAccount';
import { OperationOptions, TapEngine } from '../TapEngine';

jest.setTimeout(120_000);

/** Between two looks at what has happened. */
const POLL_MS = 5;

/** Sandbox seconds per second. */
const FAST = 2_000;
const DAY_MS = 86_400_000;

const OWNER = 'group:default/payments';

/** The two operations that change only the metadata, with a first and a later request. */
const CHANGES = [
  {
    name: 'an extension',
    change: (engine: TapEngine, suffix: string, options: OperationOptions) =>
      engine.run(
        'extend',
        { suffix, target: 'sandbox', expiresIn: '30d' },
        options,
      ),
    isChanged: ({ expiresAt }: Environment) =>
      expiresAt !== undefined &&
      Date.parse(expiresAt) > Date.now() + 29 * DAY_MS,
  },
  {
    name: 'a change of owner',
    change: (engine: TapEngine, suffix: string, options: OperationOptions) =>
      engine.run(
        'transfer',
        { suffix, target: 'sandbox', owner: OWNER },
        options,
      ),
    isChanged: ({ owner }: Environment) => owner === OWNER,
  },
];

describe.each(CHANGES)('$name', ({ name, change, isChanged }) => {
  const prefix = name.includes('owner') ? 'own' : 'ext';
  let account: TestAccount;
  let aws: CloudFormationClient;

  beforeAll(async () => {
    account = await TestAccount.start({ speed: FAST });
    aws = account.cloudFormation();
  });
  afterEach(() => {
    account.sandbox.faults.clear();
    account.sandbox.clock.setSpeed(FAST);
  });
  afterAll(async () => {
    await account.stop();
  });

  const ref = (suffix: string) => ({ suffix, target: 'sandbox' });

  function deploy(suffix: string) {
    const { engine } = account.engine();
    return end(engine.run('deploy', request(suffix), account.by('jo')));
  }

  function teardown(suffix: string, { engine } = account.engine()) {
    return end(
      engine.run('teardown', confirmed(ref(suffix)), {
        token: account.token(),
      }),
    );
  }

  function run(
    suffix: string,
    options: Partial<OperationOptions> = {},
    { engine } = account.engine(),
  ) {
    return change(engine, suffix, { token: account.token(), ...options });
  }

  async function changed(suffix: string): Promise<boolean> {
    const found = await account.engine().engine.get(ref(suffix));
    return isChanged(found!);
  }

  function failOnce(logicalId: string, action: 'create' | 'delete' | 'update') {
    account.sandbox.faults.add({
      kind: 'failResource',
      logicalId,
      action,
      reason: 'not today',
      count: 2,
    });
  }

  /** Creates a stack in a state, with the expected message. */
  const STATES: Array<[string, RegExp, (suffix: string) => Promise<unknown>]> =
    [
      [
        'REVIEW_IN_PROGRESS',
        /was not created by this portal/,
        suffix =>
          aws.send(
            new CreateChangeSetCommand({
              StackName: `TapStack-${suffix}`,
              ChangeSetName: 'preview',
              ChangeSetType: 'CREATE',
              TemplateBody: JSON.stringify({
                Resources: { Topic: { Type: 'AWS::SNS::Topic' } },
              }),
            }),
          ),
      ],
      ['ROLLBACK_COMPLETE', /its creation failed.*Tear it down/, rolledBack],
      [
        'UPDATE_ROLLBACK_FAILED',
        /Continue update rollback/,
        async suffix => {
          await deploy(suffix);
          failOnce('Size', 'update');
          const { engine } = account.engine();
          await end(
            engine.run(
              'deploy',
              request(suffix, { size: 'large' }),
              account.by('jo'),
            ),
          ).catch(() => undefined);
        },
      ],
      [
        'DELETE_FAILED',
        /could not be deleted completely/,
        async suffix => {
          await deploy(suffix);
          failOnce('Topic', 'delete');
          await teardown(suffix).catch(() => undefined);
        },
      ],
      [
        'CREATE_IN_PROGRESS',
        /another operation is in progress/,
        async suffix => {
          account.sandbox.clock.setSpeed(0);
          const { engine } = account.engine();
          const { outcome } = await begun(
            engine.run('deploy', request(suffix), account.by('jo')),
          );
          outcome.catch(() => undefined);
        },
      ],
    ];

  /** A stack of this portal whose creation failed and was not removed. */
  async function rolledBack(suffix: string) {
    await deploy(`${suffix}-model`);
    const StackName = `TapStack-${suffix}-model`;
    const { TemplateBody } = await aws.send(
      new GetTemplateCommand({ StackName }),
    );
    const { Stacks } = await aws.send(new DescribeStacksCommand({ StackName }));
    failOnce('Queue', 'create');
    await aws.send(
      new CreateStackCommand({
        StackName: `TapStack-${suffix}`,
        TemplateBody,
        OnFailure: 'ROLLBACK',
        Tags: Stacks![0].Tags!.map(tag =>
          tag.Key === 'tap:suffix' ? { ...tag, Value: suffix } : tag,
        ),
        Parameters: Stacks![0].Parameters,
      }),
    );
    await account.settled(suffix);
  }

  it.each(STATES)(
    'is rejected in %s, and changes nothing',
    async (state, message, bring) => {
      const suffix = `${prefix}-${state.slice(0, 6).toLowerCase()}`.replace(
        /[^a-z]+/g,
        '-',
      );
      await bring(suffix);
      expect(account.statuses(suffix)).toEqual([state]);
      account.sandbox.calls.reset();
      await expect(end(run(suffix))).rejects.toMatchObject({
        name: 'ConflictError',
        message: expect.stringMatching(message),
      });
      expect(account.sandbox.calls.total('cloudformation:UpdateStack')).toBe(0);
      expect(account.statuses(suffix)).toEqual([state]);
    },
  );

  it('is rejected for an environment that was deleted or replaced', async () => {
    const suffix = `${prefix}-again`;
    await expect(end(run(suffix))).rejects.toMatchObject({
      name: 'NotFoundError',
    });
    const { environment } = await deploy(suffix);
    await teardown(suffix);
    await deploy(suffix);
    await expect(
      end(run(suffix, { stackId: environment.stackId })),
    ).rejects.toMatchObject({
      name: 'ConflictError',
      message: expect.stringMatching(/was torn down.*Request it again/),
    });
    expect(await changed(suffix)).toBe(false);
  });

  it('loses against an earlier teardown, and wins against a later one', async () => {
    const suffix = `${prefix}-leaving`;
    await deploy(suffix);
    const here = account.engine();
    for (const there of [here, account.engine()]) {
      account.sandbox.clock.setSpeed(0);
      const changing = await begun(run(suffix, {}, here));
      await expect(teardown(suffix, there)).rejects.toMatchObject({
        name: 'ConflictError',
        message: expect.stringMatching(/nothing was/i),
      });
      account.sandbox.clock.setSpeed(FAST);
      await changing.outcome;
      expect(await changed(suffix)).toBe(true);
      await end(
        here.engine.run(
          'transfer',
          { ...ref(suffix), owner: 'user:default/jo' },
          {
            token: account.token(),
          },
        ),
      );
      await end(
        here.engine.run(
          'extend',
          { ...ref(suffix), expiresIn: '7d' },
          {
            token: account.token(),
          },
        ),
      );
    }
    account.sandbox.clock.setSpeed(0);
    const leaving = await begun(
      account.engine().engine.run('teardown', confirmed(ref(suffix)), {
        token: account.token(),
      }),
    );
    await expect(end(run(suffix))).rejects.toMatchObject({
      name: 'ConflictError',
      message: expect.stringMatching(/DELETE_IN_PROGRESS/),
    });
    account.sandbox.clock.setSpeed(FAST);
    await leaving.outcome;
    expect(account.statuses(suffix)).toEqual(['DELETE_COMPLETE']);
  });

  it('is made by exactly one of many concurrent back ends, and the others change nothing', async () => {
    const suffix = `${prefix}-wanted`;
    await deploy(suffix);
    // The winner ends only after all others are rejected.
    account.sandbox.clock.setSpeed(0);
    account.sandbox.calls.reset();
    const lost: unknown[] = [];
    const outcomes = await Promise.allSettled(
      Array.from({ length: 6 }, () =>
        end(run(suffix)).catch(error => {
          if (lost.push(error) === 5) {
            account.sandbox.clock.setSpeed(FAST);
          }
          throw error;
        }),
      ),
    );
    for (const error of lost) {
      expect(error).toMatchObject({ name: 'ConflictError' });
    }
    const made = outcomes.flatMap(outcome =>
      outcome.status === 'fulfilled' ? [outcome.value.operation] : [],
    );
    expect(made.filter(operation => operation === 'update')).toHaveLength(1);
    expect(await changed(suffix)).toBe(true);
  });

  it('that is cancelled is rolled back', async () => {
    const suffix = `${prefix}-stopped`;
    await deploy(suffix);
    account.sandbox.clock.setSpeed(0);
    const abort = new AbortController();
    const { outcome } = await begun(run(suffix, { signal: abort.signal }));
    account.sandbox.calls.reset();
    abort.abort();
    const reported = () =>
      account.sandbox.calls.total('cloudformation:CancelUpdateStack') > 0;
    while (!reported()) {
      await sleep(POLL_MS);
    }
    account.sandbox.clock.setSpeed(FAST);
    await expect(outcome).rejects.toMatchObject({
      name: 'OperationCancelledError',
      message: expect.stringMatching(/cancelled and rolled back/),
    });
    expect(account.statuses(suffix)).toEqual(['UPDATE_ROLLBACK_COMPLETE']);
    expect(await changed(suffix)).toBe(false);
  });

  it('that is cancelled before it starts makes no call', async () => {
    const suffix = `${prefix}-never`;
    await deploy(suffix);
    account.sandbox.calls.reset();
    const signal = AbortSignal.abort();
    await expect(end(run(suffix, { signal }))).rejects.toMatchObject({
      name: 'OperationCancelledError',
    });
    expect(account.sandbox.calls.total('cloudformation:UpdateStack')).toBe(0);
  });

  it('is joined by a resumed run, in progress or ended, and made once', async () => {
    const suffix = `${prefix}-resumed`;
    await deploy(suffix);
    account.sandbox.clock.setSpeed(0);
    const token = account.token();
    const first = account.engine();
    await begun(run(suffix, { token }, first));
    await first.crash();
    account.sandbox.calls.reset();
    account.sandbox.clock.setSpeed(FAST);
    const again = () => end(run(suffix, { token, resumed: true }));
    await expect(again()).resolves.toMatchObject({ operation: 'update' });
    await expect(again()).resolves.toMatchObject({ operation: 'update' });
    expect(account.sandbox.calls.total('cloudformation:UpdateStack')).toBe(0);
    expect(await changed(suffix)).toBe(true);
  });

  it('recognizes its own update if the response was lost', async () => {
    const suffix = `${prefix}-unheard`;
    await deploy(suffix);
    account.sandbox.faults.add({
      kind: 'drop',
      when: 'after',
      operation: '^UpdateStack$',
      count: 1,
    });
    await expect(end(run(suffix))).resolves.toMatchObject({
      operation: 'update',
    });
    expect(account.sandbox.faults.hits().drop).toBe(1);
    expect(await changed(suffix)).toBe(true);
  });
});
