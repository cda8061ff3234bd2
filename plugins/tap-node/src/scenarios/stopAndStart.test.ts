import {
  CloudWatchClient,
  DescribeAlarmsCommand,
  SetAlarmStateCommand,
} from '@aws-sdk/client-cloudwatch';
import {
  RDSClient,
  StartDBInstanceCommand,
  StopDBInstanceCommand,
} from '@aws-sdk/client-rds';
import {
  confirmed,
  end,
  request,
  TestAccount,
} from '../__testUtils__/TestAccount';
import { testPortal, WHO } from '../__testUtils__/TestPortal';
import { DefaultTapEngine } from '../DefaultTapEngine';

jest.setTimeout(300_000);

const OWNER = { owner: 'user:default/jo' };

describe('stop and start', () => {
  let account: TestAccount;
  let engine: DefaultTapEngine;
  let rds: RDSClient;
  let cloudWatch: CloudWatchClient;

  beforeAll(async () => {
    account = await TestAccount.start({
      speed: 1_000,
      stackModule: '@tap/stack/module',
      config: {
        alarmTopicArn: 'arn:aws:sns:us-east-1:000000000000:on-call',
        runningHours: {
          timeZone: 'Europe/Berlin',
          days: ['mon', 'tue', 'wed', 'thu', 'fri'],
          start: '07:00',
          stop: '19:00',
        },
      },
    });
    engine = account.engine().engine;
    const config = {
      endpoint: account.sandbox.url,
      region: 'us-east-1',
      credentials: { accessKeyId: '000000000000', secretAccessKey: 'sandbox' },
    };
    rds = new RDSClient(config);
    cloudWatch = new CloudWatchClient(config);
  });
  afterEach(() => account.sandbox.faults.clear());
  afterAll(async () => {
    rds.destroy();
    cloudWatch.destroy();
    await account.stop();
  });

  const ref = (suffix: string) => ({ suffix, target: 'sandbox' });
  const options = () => ({ token: account.token() });
  const deploy = (suffix: string, fields: object = {}) =>
    end(engine.run('deploy', request(suffix, fields), account.by('jo')));
  const stop = (suffix: string) =>
    end(engine.run('stop', ref(suffix), options()));
  const start = (suffix: string) =>
    end(engine.run('start', ref(suffix), options()));
  const status = async (suffix: string) => {
    const { stackId } = (await engine.get(ref(suffix)))!;
    return engine.databaseStatus('sandbox', stackId);
  };
  const process = (suffix: string) =>
    account.sandbox
      .state()
      .databases.find(({ id }) => id.endsWith(`tapstack-${suffix}`))!;
  const instance = (suffix: string) => ({
    DBInstanceIdentifier: `tapstack-${suffix}`,
  });
  const alarmActions = async (suffix: string) => {
    const { MetricAlarms } = await cloudWatch.send(
      new DescribeAlarmsCommand({ AlarmNamePrefix: `TapStack-${suffix}-` }),
    );
    // The prefix also matches the alarms of `life-2`.
    const own = new RegExp(`^TapStack-${suffix}(-[A-Za-z0-9]+){2}$`);
    return [
      ...new Set(
        MetricAlarms!
          .filter(({ AlarmName }) => own.test(AlarmName!))
          .map(({ ActionsEnabled }) => ActionsEnabled),
      ),
    ];
  };

  it('stops and starts the PostgreSQL server, with alarms that notify only while it runs', async () => {
    await deploy('life', { size: 'medium', readReplicas: 0 });
    await deploy('life-2');
    expect(await alarmActions('life')).toEqual([true]);

    const stopped = await stop('life');
    expect(stopped).toMatchObject({
      operation: 'update',
      environment: { status: 'stopped', runState: { state: 'stopped' } },
    });
    await expect(engine.get(ref('life'))).resolves.toMatchObject({
      status: 'stopped',
    });
    expect(await status('life')).toBe('stopped');
    expect(process('life').pid).toBeUndefined();
    expect(await alarmActions('life')).toEqual([false]);
    expect(process('life-2').pid).toEqual(expect.any(Number));
    expect(await alarmActions('life-2')).toEqual([true]);

    await expect(start('life')).resolves.toMatchObject({
      environment: { status: 'available', runState: { state: 'started' } },
    });
    expect(await status('life')).toBe('available');
    expect(process('life').pid).toEqual(expect.any(Number));
    expect(await alarmActions('life')).toEqual([true]);
  });

  it('shows no alarms of a stopped environment in the list', async () => {
    await deploy('listed');
    const { MetricAlarms } = await cloudWatch.send(
      new DescribeAlarmsCommand({ AlarmNamePrefix: 'TapStack-listed-' }),
    );
    await cloudWatch.send(
      new SetAlarmStateCommand({
        AlarmName: MetricAlarms![0].AlarmName,
        StateValue: 'ALARM',
        StateReason: 'no data',
      }),
    );
    const listedAlarms = async () => {
      // An engine of its own has cached no alarms.
      const { service } = testPortal(account.engine().engine);
      const { alarms } = await service.list({ credentials: WHO.root });
      return Object.keys(alarms ?? {}).length;
    };
    expect(await listedAlarms()).toBe(1);
    await stop('listed');
    expect(await listedAlarms()).toBe(0);
  });

  it('stops a database again that RDS has started, without a change of the stack', async () => {
    await deploy('again');
    const { environment } = await stop('again');
    // As RDS does after seven days.
    await rds.send(new StartDBInstanceCommand(instance('again')));

    await expect(stop('again')).resolves.toMatchObject({
      operation: 'none',
      environment: { runState: environment.runState },
    });
    expect(await status('again')).toBe('stopped');
  });

  it('completes a stop whose back end was killed before the call to RDS', async () => {
    await deploy('killed');
    const first = account.engine();
    account.sandbox.faults.add({
      kind: 'drop',
      operation: 'StopDBInstance',
      when: 'before',
    });
    const events = first.engine.run('stop', ref('killed'), options());
    const outcome = end(events).catch(() => undefined);
    await account.updating('killed');
    await account.settled('killed');
    await first.crash();
    account.sandbox.faults.clear();
    void outcome;
    await expect(engine.get(ref('killed'))).resolves.toMatchObject({
      status: 'stopped',
    });
    expect(await status('killed')).toBe('available');

    await stop('killed');
    expect(await status('killed')).toBe('stopped');
  });

  it('repeats a stop only if the environment has not been started since', async () => {
    await deploy('since');
    const { environment } = await stop('since');
    const { since } = environment.runState!;
    await start('since');
    await expect(
      end(
        engine.run('stop', { ...ref('since'), onlyIfSince: since }, options()),
      ),
    ).rejects.toThrow(
      `'since' has been stopped or started since ${since}; nothing was done.`,
    );
    expect(await status('since')).toBe('available');
  });

  it('starts a database that was stopped outside the portal', async () => {
    await deploy('outside');
    await rds.send(new StopDBInstanceCommand(instance('outside')));
    await expect(deploy('outside', { backupRetentionDays: 3 })).rejects.toThrow(
      "the database of 'outside' is stopped, and RDS does not change a database that does not run; nothing was done. Start the environment",
    );

    await expect(start('outside')).resolves.toMatchObject({
      operation: 'none',
    });
    expect(await status('outside')).toBe('available');
  });

  it('stops no environment with read replicas', async () => {
    await deploy('replicas', { size: 'small', readReplicas: 1 });
    await expect(engine.check('stop', ref('replicas'), {})).rejects.toThrow(
      'has read replicas',
    );
    await expect(engine.check('start', ref('replicas'), {})).rejects.toThrow(
      'has read replicas',
    );
    await expect(stop('replicas')).rejects.toThrow(
      "'replicas' has read replicas (tapstack-replicas-replica-1), and RDS does not stop a database with read replicas; nothing was done. Change the environment to 0 read replicas first",
    );
    await expect(engine.get(ref('replicas'))).resolves.toMatchObject({
      status: 'available',
      runState: undefined,
    });
    expect(await status('replicas')).toBe('available');
  });

  it('rejects changes and plans of a stopped environment, but extends, transfers and checks it', async () => {
    await deploy('still', { size: 'micro' });
    await stop('still');
    const larger = { size: 'medium', readReplicas: 0 };
    await expect(deploy('still', larger)).rejects.toThrow(
      "the database of 'still' is stopped, and RDS does not change a database that does not run; nothing was done.",
    );
    await expect(engine.plan(request('still', larger), OWNER)).rejects.toThrow(
      'Start the environment',
    );

    await expect(
      end(
        engine.run('extend', { ...ref('still'), expiresIn: '7d' }, options()),
      ),
    ).resolves.toMatchObject({ environment: { status: 'stopped' } });
    await expect(
      end(
        engine.run(
          'transfer',
          { ...ref('still'), owner: 'group:default/payments' },
          options(),
        ),
      ),
    ).resolves.toMatchObject({ environment: { status: 'stopped' } });
    await expect(engine.drift(ref('still'))).resolves.toMatchObject({
      status: 'in-sync',
    });
    expect(await status('still')).toBe('stopped');
  });

  it('has an uptime, which a change sets without a change of the database', async () => {
    await deploy('hours', { uptime: 'running-hours' });
    await expect(engine.get(ref('hours'))).resolves.toMatchObject({
      uptime: 'running-hours',
    });
    const { pid } = process('hours');
    const always = { uptime: 'always' };
    const plan = await engine.plan(request('hours', always), OWNER);
    expect(
      plan.changes.filter(({ resourceType }) => resourceType.includes('RDS')),
    ).toEqual([]);
    await expect(deploy('hours', always)).resolves.toMatchObject({
      environment: { uptime: 'always' },
    });
    expect(process('hours').pid).toBe(pid);

    const scheduled = { ...ref('hours'), scheduled: true };
    await expect(
      end(engine.run('stop', scheduled, options())),
    ).resolves.toMatchObject({
      environment: { runState: { state: 'stopped', scheduled: true } },
    });
  });

  it('keeps the time of the last start in a change', async () => {
    await deploy('timed');
    await stop('timed');
    const { environment } = await start('timed');
    await expect(
      deploy('timed', { backupRetentionDays: 3 }),
    ).resolves.toMatchObject({
      operation: 'update',
      environment: { runState: environment.runState },
    });
  });

  it('tears a stopped environment down, but not without its final snapshot', async () => {
    await deploy('gone', { retention: 'destroy' });
    await stop('gone');
    await end(engine.run('teardown', confirmed(ref('gone')), options()));
    expect(account.statuses('gone')).toEqual(['DELETE_COMPLETE']);

    await deploy('kept', { retention: 'snapshot' });
    await stop('kept');
    const teardown = () =>
      end(engine.run('teardown', confirmed(ref('kept')), options()));
    await expect(teardown()).rejects.toMatchObject({
      findings: [
        {
          code: 'database-stopped',
          text: "Retention 'snapshot' requires a final snapshot, and RDS takes none while the database tapstack-kept is in state stopped.",
        },
      ],
    });
    await start('kept');
    await teardown();
    expect(account.statuses('kept')).toEqual(['DELETE_COMPLETE']);
  });

  it.each([
    ['stop', 'StopDBInstance', 'available', true],
    ['start', 'StartDBInstance', 'stopped', false],
  ] as const)(
    'changes nothing if the portal may not %s databases',
    async (operation, awsOperation, before, actions) => {
      const suffix = `refused-${operation}`;
      await deploy(suffix, { size: 'medium', readReplicas: 0 });
      if (operation === 'start') {
        await stop(suffix);
      }
      account.sandbox.faults.add({
        kind: 'error',
        operation: awsOperation,
        code: 'AccessDenied',
        message: `not authorized to perform: rds:${awsOperation}`,
      });

      await expect(
        end(engine.run(operation, ref(suffix), options())),
      ).rejects.toThrow(`rds:${awsOperation}`);

      await expect(engine.get(ref(suffix))).resolves.toMatchObject({
        status: before,
      });
      expect(await status(suffix)).toBe(before);
      expect(await alarmActions(suffix)).toEqual([actions]);
    },
  );

  it('requires the permission to change the environment, and records who stopped it', async () => {
    await deploy('guarded');
    const portal = testPortal(engine);
    const transfer = {
      ...ref('guarded'),
      owner: 'group:default/payments',
    };
    await end(engine.run('transfer', transfer, options()));
    const by = (who: keyof typeof WHO) => ({ credentials: WHO[who] });
    await expect(
      portal.service.authorize('stop', ref('guarded'), by('otto')),
    ).rejects.toThrow("You may not change the environment 'guarded'");

    const authorization = await portal.service.authorize(
      'stop',
      ref('guarded'),
      by('mia'),
    );
    await end(
      portal.service.run('stop', ref('guarded'), {
        authorization,
        token: account.token(),
      }),
    );
    expect(portal.audited).toEqual([
      'environment-stop by user:default/otto started',
      'environment-stop by user:default/otto failed',
      'environment-stop by user:default/mia started',
      'environment-stop by user:default/mia succeeded',
    ]);
    expect(portal.recorded.map(({ record }) => record)).toMatchObject([
      { initiator: 'user:default/mia', plan: ['Database: stopped'] },
      { outcome: 'succeeded', environment: { status: 'stopped' } },
    ]);
    await expect(
      portal.service.authorize(
        'deploy',
        { ...ref('guarded'), size: 'medium' },
        by('mia'),
      ),
    ).rejects.toThrow("the database of 'guarded' is stopped");
  });
});
