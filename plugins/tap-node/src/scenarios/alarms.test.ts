import {
  CloudWatchClient,
  DescribeAlarmsCommand,
  SetAlarmStateCommand,
  StateValue,
} from '@aws-sdk/client-cloudwatch';
import { end, request, TestAccount } from '../__testUtils__/TestAccount';
import { testPortal, WHO } from '../__testUtils__/TestPortal';
import { DefaultTapEngine } from '../DefaultTapEngine';

jest.setTimeout(180_000);

describe('alarms of environments', () => {
  let account: TestAccount;
  let cloudWatch: CloudWatchClient;

  beforeAll(async () => {
    account = await TestAccount.start({
      speed: 1_000,
      stackModule: '@tap/stack/module',
      config: { alarmTopicArn: 'arn:aws:sns:us-east-1:000000000000:on-call' },
    });
    cloudWatch = new CloudWatchClient({
      endpoint: account.sandbox.url,
      region: 'us-east-1',
      credentials: { accessKeyId: '000000000000', secretAccessKey: 'sandbox' },
    });
    const { engine } = account.engine();
    await Promise.all(
      [
        ['orders', { size: 'small', retention: 'snapshot' }],
        ['orders-dev', { size: 'micro' }],
      ].map(([suffix, fields]) =>
        end(
          engine.run(
            'deploy',
            request(suffix as string, fields as object),
            account.by('jo'),
          ),
        ),
      ),
    );
  });
  afterAll(async () => {
    cloudWatch.destroy();
    await account.stop();
  });

  const setState = async (prefix: string, state: StateValue) => {
    const { MetricAlarms } = await cloudWatch.send(
      new DescribeAlarmsCommand({ AlarmNamePrefix: prefix }),
    );
    const [{ AlarmName }] = MetricAlarms!;
    await cloudWatch.send(
      new SetAlarmStateCommand({
        AlarmName,
        StateValue: state,
        StateReason: '85 %',
      }),
    );
  };

  const alarmsOf = (engine: DefaultTapEngine, suffix: string) =>
    engine.alarms({ suffix, target: 'sandbox' });

  it('are those of the environment, and notify only if somebody is on call', async () => {
    const { engine } = account.engine();
    const small = await alarmsOf(engine, 'orders');
    const micro = await alarmsOf(engine, 'orders-dev');

    expect(small.length).toBeGreaterThan(10);
    expect(small.every(({ isNotified }) => isNotified)).toBe(true);
    expect(micro.map(({ logicalId }) => logicalId)).toEqual([
      'DatabaseAlarmConnections',
      'DatabaseAlarmCpu',
      'DatabaseAlarmMemory',
      'DatabaseAlarmStorage',
      'DeadLettersAlarmWaiting',
    ]);
    expect(micro.some(({ isNotified }) => isNotified)).toBe(false);
  });

  it('are listed first, and for all environments in one call, while they are in state ALARM', async () => {
    await setState('TapStack-orders-DatabaseAlarmStorage-', 'ALARM');
    const { engine } = account.engine();
    account.sandbox.calls.reset();
    const reads = await Promise.all(
      Array.from({ length: 20 }, () => engine.inAlarm('sandbox')),
    );

    expect(reads[19]).toEqual([
      expect.objectContaining({
        stackName: 'TapStack-orders',
        logicalId: 'DatabaseAlarmStorage',
        state: 'ALARM',
        reason: '85 %',
      }),
    ]);
    expect(
      account.sandbox.calls.byOperation()['monitoring:DescribeAlarms'],
    ).toBe(1);
    const { alarms, items } = await testPortal(engine).service.list({
      credentials: WHO.root,
    });
    const { stackId } = items.find(({ suffix }) => suffix === 'orders')!;
    expect(alarms).toEqual({ [stackId]: ['DatabaseAlarmStorage'] });
    const [first] = await alarmsOf(engine, 'orders');
    expect(first).toMatchObject({
      logicalId: 'DatabaseAlarmStorage',
      state: 'ALARM',
    });

    await setState('TapStack-orders-DatabaseAlarmStorage-', 'OK');
    await expect(account.engine().engine.inAlarm('sandbox')).resolves.toEqual(
      [],
    );
  });
});
