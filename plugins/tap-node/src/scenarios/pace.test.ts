import {
  EnvironmentProgress,
  ProgressEvent,
  Retention,
} from '@tap/plugin-tap-common';
import { IamRole } from '@tap/sandbox';
import { Client } from 'pg';
import { mockLogger } from '../__testUtils__/mockLogger';
import { sandboxIam } from '../../dev/iam/sandboxIam';
import { SharedSynthesizer } from '../__testUtils__/SharedSynthesizer';
import { SimulatedTime } from '../__testUtils__/SimulatedTime';
import {
  all,
  confirmed,
  request,
  TestAccount,
} from '../__testUtils__/TestAccount';
import { DEFAULT_TIMING } from '../watch';

jest.mock('node:timers/promises', () =>
  jest
    .requireActual('../__testUtils__/SimulatedTime')
    .simulatedTimersPromises(),
);
jest.setTimeout(300_000);

const ACCOUNT = '000000000000';
const REGION = 'us-east-1';
const CALLS_PER_SECOND = 5;
const { iam, target, portalRoleArn } = sandboxIam(ACCOUNT);

/** The role of the back end, which assumes the portal's for an hour. */
const BACKSTAGE: IamRole = {
  arn: 'arn:aws:iam::444455556666:role/backstage',
  policies: [
    {
      Version: '2012-10-17',
      Statement: [
        { Effect: 'Allow', Action: 'sts:AssumeRole', Resource: portalRoleArn },
      ],
    },
  ],
  trust: { Version: '2012-10-17', Statement: [] },
};

/** The methods of a client of PostgreSQL that the sandbox calls without a callback. */
interface PostgresClient {
  connect(): Promise<unknown>;
  query(text: string): Promise<unknown>;
  end(): Promise<unknown>;
}

/** How long the page waits between two reads of the progress, in milliseconds. */
const POLL_MS = 2_500;

/** An operation in simulated time. */
interface Run {
  events: ProgressEvent[];
  /** What the page has read. */
  polls: Array<EnvironmentProgress & { elapsedSeconds: number }>;
  seconds: number;
  /** Of CloudFormation: `callsPerSecond` is its limit. */
  calls: number;
}

/**
 * TAP with its own timeouts and intervals, with credentials of AssumeRole, on a sandbox with the durations of AWS.
 * `slower` is how many times longer than typically everything takes.
 */
class Account {
  static async start(slower: number): Promise<Account> {
    const time = SimulatedTime.start();
    time.duringWork(SharedSynthesizer.prototype, ['synthesize']);
    time.duringWork(Client.prototype as PostgresClient, [
      'connect',
      'query',
      'end',
    ]);
    const account = await TestAccount.start({
      speed: 1 / slower,
      stackModule: '@tap/stack/module',
      iam: {
        roles: [...iam.roles, BACKSTAGE],
        callers: { ...iam.callers, BACKSTAGE: BACKSTAGE.arn },
      },
    });
    const { databases } = account.sandbox.world(ACCOUNT, REGION);
    time.duringWork(databases, [
      'createPrimary',
      'createReplica',
      'reconfigure',
      'createExtensions',
      'promote',
      'remove',
      'removeKeepingSnapshot',
      'start',
      'stop',
    ]);
    return new Account(time, account);
  }

  readonly logger = mockLogger();
  private readonly engine;

  private constructor(
    private readonly time: SimulatedTime,
    private readonly account: TestAccount,
  ) {
    process.env.AWS_ENDPOINT_URL = account.sandbox.url;
    this.engine = account.engine({
      logger: this.logger,
      timing: DEFAULT_TIMING,
      target: {
        ...target,
        endpoint: undefined,
        callsPerSecond: CALLS_PER_SECOND,
      },
      config: {
        aws: {
          accounts: [
            {
              accountId: ACCOUNT,
              roleName: 'tap-portal',
              externalId: 'tap-portal',
              accessKeyId: 'BACKSTAGE',
              secretAccessKey: 'none',
            },
          ],
        },
      },
    }).engine;
  }

  deploy(
    suffix: string,
    size: string,
    retention: Retention = 'snapshot',
  ): Promise<Run> {
    return this.run(suffix, () =>
      this.engine.run(
        'deploy',
        request(suffix, { size, retention }),
        this.account.by('jo'),
      ),
    );
  }

  teardown(suffix: string): Promise<Run> {
    return this.run(suffix, () =>
      this.engine.run('teardown', confirmed({ suffix, target: 'sandbox' }), {
        token: this.account.token(),
      }),
    );
  }

  /** Stops or starts the database. */
  switch(operation: 'start' | 'stop', suffix: string): Promise<Run> {
    return this.run(suffix, () =>
      this.engine.run(
        operation,
        { suffix, target: 'sandbox' },
        { token: this.account.token() },
      ),
    );
  }

  assumedRoles(): number {
    return this.account.sandbox.calls.total('sts:AssumeRole');
  }

  async stop(): Promise<void> {
    await this.account.stop();
    await this.time.stop();
    delete process.env.AWS_ENDPOINT_URL;
  }

  private async run(
    suffix: string,
    start: () => AsyncIterable<ProgressEvent>,
  ): Promise<Run> {
    const began = Date.now();
    const before = this.cloudFormationCalls();
    const elapsed = () => (Date.now() - began) / 1000;
    const polls: Run['polls'] = [];
    const page = setInterval(async () => {
      const progress = await this.engine.progress({
        suffix,
        target: 'sandbox',
      });
      polls.push({ ...progress, elapsedSeconds: elapsed() });
    }, POLL_MS);
    const events = await all(start());
    clearInterval(page);
    return {
      events,
      polls,
      seconds: elapsed(),
      calls: this.cloudFormationCalls() - before,
    };
  }

  private cloudFormationCalls(): number {
    return Object.entries(this.account.sandbox.calls.byOperation())
      .filter(([name]) => name.startsWith('cloudformation:'))
      .reduce((sum, [, count]) => sum + count, 0);
  }
}

/** The smallest size in `./tap test`; all of them in `./tap verify`, because each minute at this pace has many calls. */
const SIZES = process.env.TAP_VERIFY
  ? ['micro', 'small', 'medium', 'large']
  : ['micro'];

/** A `large` takes 50 minutes, as on a slow day. */
const SLOWER: Record<string, number> = { large: 1.75 };

const MINUTE = 60;

/** What RDS does without a change of the stack, in minutes, at least. */
const SILENCE: Record<string, number> = {
  micro: 3,
  small: 5,
  medium: 5,
  large: 15,
};

function noticesOf({ events }: Run): string[] {
  return events.flatMap(event =>
    event.type === 'notice' ? [event.message] : [],
  );
}

/** The longest time in which the page showed no change, in seconds. */
function longestSilence({ polls }: Run): number {
  let since = 0;
  let longest = 0;
  polls.forEach((poll, index) => {
    if (poll.done !== polls[index - 1]?.done) {
      since = poll.elapsedSeconds;
    }
    longest = Math.max(longest, poll.elapsedSeconds - since);
  });
  return longest;
}

describe.each(SIZES)('a life of %s at the pace of AWS', size => {
  const slower = SLOWER[size] ?? 1;
  let account: Account;
  let created: Run;
  let torn: Run;

  beforeAll(async () => {
    account = await Account.start(slower);
    created = await account.deploy('pace', size);
    torn = await account.teardown('pace');
  });
  afterAll(() => account?.stop());

  it('completes without a warning, however long nothing changes', () => {
    for (const { events } of [created, torn]) {
      expect(events.at(-1)).toMatchObject({ type: 'completed' });
    }
    expect(noticesOf(created)).toEqual([
      'Enabling the final snapshot on deletion',
    ]);
    expect(noticesOf(torn)).toEqual([]);
    expect(account.logger.warn.mock.calls).toEqual([]);
    expect(created.seconds).toBeGreaterThan(
      (size === 'large' ? 50 : 7) * MINUTE,
    );
    expect(longestSilence(created)).toBeGreaterThan(SILENCE[size] * MINUTE);
  });

  it('has an estimate that does not change and is right to a tenth', () => {
    for (const { polls, seconds } of [created, torn]) {
      // The first polls do not wait for the template to be read.
      const first = polls.findIndex(
        ({ typicalSeconds }) => typicalSeconds !== undefined,
      );
      expect(first).toBeLessThan(polls.length / 10);
      const estimates = new Set(
        polls.slice(first).map(({ typicalSeconds }) => typicalSeconds),
      );
      expect([...estimates]).toEqual([expect.any(Number)]);
      const [estimate] = estimates;
      expect((estimate! * slower) / seconds).toBeGreaterThan(0.9);
      expect((estimate! * slower) / seconds).toBeLessThan(1.1);
    }
  });

  it('stays below a third of the limit of calls, with its page open', () => {
    for (const { calls, seconds } of [created, torn]) {
      expect(calls / seconds).toBeLessThan(CALLS_PER_SECOND / 3);
    }
  });

  it('assumes the role of the portal again before its credentials expire', () => {
    const minutes = (created.seconds + torn.seconds) / MINUTE;
    expect(account.assumedRoles()).toBeGreaterThanOrEqual(
      Math.ceil(minutes / 60),
    );
  });
});

/** In `./tap verify` only. */
(process.env.TAP_VERIFY ? describe : describe.skip)(
  'changes at the pace of AWS',
  () => {
    let account: Account;
    const runs: Record<string, Run> = {};

    beforeAll(async () => {
      account = await Account.start(1);
      await account.deploy('changing', 'micro', 'destroy');
      // RDS stops no database with read replicas, which `small` has.
      runs.stop = await account.switch('stop', 'changing');
      runs.start = await account.switch('start', 'changing');
      runs.resize = await account.deploy('changing', 'small', 'destroy');
      runs.teardown = await account.teardown('changing');
    });
    afterAll(() => account?.stop());

    it.each([
      ['resize', 'update', 5 * MINUTE],
      ['stop', 'update', 0],
      ['start', 'update', 0],
      ['teardown', 'delete', 4 * MINUTE],
    ])('complete a %s without a warning', (name, operation, atLeast) => {
      const { calls, events, seconds } = runs[name];
      expect(events.at(-1)).toMatchObject({ type: 'completed', operation });
      expect(noticesOf(runs[name])).toEqual([]);
      expect(seconds).toBeGreaterThan(atLeast);
      // The budget lets the calls of one second be made at once.
      expect(calls).toBeLessThan(CALLS_PER_SECOND * (seconds + 1));
      expect(account.logger.warn.mock.calls).toEqual([]);
    });
  },
);
