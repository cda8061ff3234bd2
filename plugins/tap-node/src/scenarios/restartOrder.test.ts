import {
  GetSecretValueCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { Environment, ProgressEvent } from '@tap/plugin-tap-common';
import { ReplayMonitor } from '../__testUtils__/ReplayMonitor';
import {
  all,
  begun,
  confirmed,
  end,
  request,
  TestAccount,
} from '../__testUtils__/TestAccount';

jest.setTimeout(240_000);

/** Sandbox seconds per second. */
const FAST = 2_000;
/** Slow enough to see a pause: a database takes three seconds to change its class. */
const VISIBLE = 100;
/** Slow enough to stop a back end during an update; change sets need some time to be created. */
const SLOW = 20;
const OWNER = { owner: 'user:default/jo' };

/** When the back end dies, relative to the first update. */
const INTERRUPTIONS = ['during', 'after'] as const;
/** What continues the change then. All in `./tap verify`, because each case needs real replicas. */
const CASES = INTERRUPTIONS.flatMap(when => [
  { when, by: 'task' as const },
  { when, by: 'reconciler' as const },
]).slice(0, process.env.TAP_VERIFY ? undefined : 1);

describe('an environment with read replicas', () => {
  let account: TestAccount;

  beforeAll(async () => {
    account = await TestAccount.start({
      speed: FAST,
      stackModule: '@tap/stack/module',
    });
  });
  afterEach(() => account.sandbox.clock.setSpeed(FAST));
  afterAll(async () => {
    await account.stop();
  });

  const deploy = (suffix: string, size: string) =>
    account
      .engine()
      .engine.run('deploy', request(suffix, { size }), account.by('jo'));
  const teardown = (suffix: string) =>
    end(
      account
        .engine()
        .engine.run('teardown', confirmed({ suffix, target: 'sandbox' }), {
          token: account.token(),
        }),
    );

  async function monitor({ outputs }: Environment): Promise<ReplayMonitor> {
    const secrets = new SecretsManagerClient({
      endpoint: account.sandbox.url,
      region: 'us-east-1',
      credentials: { accessKeyId: '000000000000', secretAccessKey: 'none' },
    });
    const { SecretString } = await secrets.send(
      new GetSecretValueCommand({ SecretId: outputs!.DatabaseSecretArn }),
    );
    secrets.destroy();
    const { username, password } = JSON.parse(SecretString!);
    return new ReplayMonitor({
      primaryPort: Number(outputs!.DatabasePort),
      replicaPort: Number(outputs!.ReadReplica1Port),
      database: outputs!.DatabaseName,
      user: username,
      password,
    });
  }

  /** The databases, in the order of their updates. The last update also changes the storage limit of replicas. */
  const changed = (events: ProgressEvent[]) =>
    events.flatMap(event =>
      event.type === 'resource' &&
      event.resourceType === 'AWS::RDS::DBInstance' &&
      /^(CREATE|UPDATE)_COMPLETE$/.test(event.status)
        ? [event.logicalId]
        : [],
    );

  it('replicates without a pause while it grows from small to large and shrinks back', async () => {
    const { environment } = await end(deploy('resized', 'small'));
    account.sandbox.clock.setSpeed(VISIBLE);
    const { engine } = account.engine();

    const growth = await engine.plan(
      request('resized', { size: 'large' }),
      OWNER,
    );
    expect(growth.warnings).toContainEqual(
      expect.stringMatching(/^The read replicas restart before the primary/),
    );
    const growing = await monitor(environment);
    const grown = await all(deploy('resized', 'large'));
    const whileGrowing = await growing.stop();
    const [first, second, ...others] = changed(grown);
    expect([first, second]).toEqual([
      'ReadReplica1Instance',
      'DatabaseInstance',
    ]);
    expect(others).toContain('ReadReplica2Instance');
    expect(whileGrowing.states).toEqual(['not paused']);
    expect(whileGrowing.reads).toBeGreaterThan(20);
    expect(grown[grown.length - 1]).toMatchObject({
      environment: { size: 'large', changePending: undefined },
    });

    const shrinkage = await engine.plan(
      request('resized', { size: 'small' }),
      OWNER,
    );
    expect(shrinkage.warnings).toContainEqual(
      expect.stringMatching(/^The primary restarts before its read replicas/),
    );
    const shrinking = await monitor(environment);
    const shrunk = await all(deploy('resized', 'small'));
    const whileShrinking = await shrinking.stop();
    expect(changed(shrunk)[0]).toBe('DatabaseInstance');
    expect(changed(shrunk).pop()).toBe('ReadReplica1Instance');
    expect(whileShrinking.states).toEqual(['not paused']);
    expect(shrunk[shrunk.length - 1]).toMatchObject({
      environment: { size: 'small', changePending: undefined },
    });
    account.sandbox.clock.setSpeed(FAST);
    await teardown('resized');
  });

  /** An environment that grows, whose back end stops during the first of the two updates. */
  async function interrupted(suffix: string) {
    await end(deploy(suffix, 'small'));
    account.sandbox.clock.setSpeed(SLOW);
    const first = account.engine();
    const larger = request(suffix, { size: 'medium' });
    const options = account.by('jo');
    const { event, outcome } = await begun(
      first.engine.run('deploy', larger, options),
    );
    outcome.catch(() => undefined);
    await first.crash();
    account.sandbox.clock.setSpeed(FAST);
    return { stackId: event.stackId as string, larger, options };
  }

  it.each(CASES)(
    'grows completely if the back end dies $when the first update and the $by continues',
    async ({ when, by }) => {
      const suffix = `${when}-${by}`;
      const { larger, options, stackId } = await interrupted(suffix);
      if (when === 'after') {
        await account.settled(suffix);
      }
      const { engine } = account.engine();
      await expect(
        end(
          by === 'task'
            ? engine.run('deploy', larger, { ...options, resumed: true })
            : engine.follow('sandbox', stackId),
        ),
      ).resolves.toMatchObject({
        operation: 'update',
        environment: { size: 'medium', changePending: undefined },
      });
      await expect(
        engine.plan(larger, OWNER).then(plan => plan.operation),
      ).resolves.toBe('none');
      await teardown(suffix);
    },
  );

  it('is not changed any further if its task was cancelled between the updates', async () => {
    const { stackId } = await interrupted('halfway');
    await account.settled('halfway');
    const { engine } = account.engine();
    await expect(
      end(
        engine.follow('sandbox', stackId, {
          cancelledAt: new Date().toISOString(),
        }),
      ),
    ).resolves.toMatchObject({
      operation: 'none',
      environment: { size: 'small', changePending: true },
    });
    // The previous size changes the replica back.
    const back = await all(deploy('halfway', 'small'));
    expect(changed(back)).toEqual(['ReadReplica1Instance']);
    expect(back[back.length - 1]).toMatchObject({
      environment: { size: 'small', changePending: undefined },
    });
    await teardown('halfway');
  });
});
