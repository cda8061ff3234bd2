import { ServiceUnavailableError } from '@backstage/errors';
import { StackAlarm } from '@tap/plugin-tap-common';
import { mockLogger } from '../__testUtils__/mockLogger';
import {
  all,
  begun,
  end,
  request,
  TestAccount,
} from '../__testUtils__/TestAccount';
import { isDone } from '../__testUtils__/deferred';
import { testPortal, WHO } from '../__testUtils__/TestPortal';
import { AwsAccessError, operationMayStillRun } from '../aws/AwsAccessError';

jest.setTimeout(60_000);

const DENIED = {
  kind: 'error',
  code: 'AccessDenied',
  message:
    'User: arn:aws:sts::000000000000:assumed-role/portal/backstage is not authorized to perform: cloudformation:CreateStack on resource: arn:aws:cloudformation:us-east-1:000000000000:stack/TapStack-x/*',
  httpStatus: 403,
} as const;

describe('a call that AWS denies', () => {
  let account: TestAccount;

  beforeAll(async () => {
    account = await TestAccount.start({ speed: 2_000 });
  });
  afterEach(() => account.sandbox.faults.clear());
  afterAll(async () => {
    await account.stop();
  });

  const deploy = (suffix: string, more: object = {}) =>
    all(
      account
        .engine()
        .engine.run(
          'deploy',
          request(suffix, more),
          account.by('jo', { createOnly: true }),
        ),
    );

  it('fails with action, account, region, state and next step, and is not retried', async () => {
    account.sandbox.faults.add({ ...DENIED, operation: '^CreateStack$' });
    account.sandbox.calls.reset();
    const error = await deploy('denied').catch(e => e);
    expect(error).toBeInstanceOf(AwsAccessError);
    expect(error).toMatchObject({
      name: 'AwsAccessError',
      action: 'cloudformation:CreateStack',
      mayStillRun: false,
    });
    expect(error.message).toMatch(
      /not allowed to perform cloudformation:CreateStack in account 000000000000, us-east-1\. This call changed nothing\..*docs\/IAM\.md.*aws\.accounts.*User: arn:aws:sts/,
    );
    expect(operationMayStillRun(error)).toBe(false);
    expect(account.sandbox.calls.total('cloudformation:CreateStack')).toBe(1);
    expect(account.statuses('denied')).toEqual([]);
  });

  it.each([
    [
      'the action in the message of AWS',
      '^CreateStack$',
      {
        ...DENIED,
        message:
          'User: arn:aws:sts::000000000000:assumed-role/portal/backstage is not authorized to perform: iam:PassRole on resource: arn:aws:iam::000000000000:role/tap-cloudformation',
      },
      'iam:PassRole',
    ],
    [
      'the call, if the message contains no action, as from EC2 with an encoded message',
      '^DescribeAvailabilityZones$',
      {
        ...DENIED,
        code: 'UnauthorizedOperation',
        message:
          'You are not authorized to perform this operation. Encoded authorization failure message: c2VjcmV0',
      },
      'ec2:DescribeAvailabilityZones',
    ],
    [
      'the call of a service that responds with status 400, as SSM',
      '^GetParameter$',
      {
        ...DENIED,
        code: 'AccessDeniedException',
        message: 'No',
        httpStatus: 400,
      },
      'ssm:GetParameter',
    ],
  ])('names %s', async (_, operation, fault, action) => {
    account.sandbox.faults.add({ ...fault, operation });
    const error = await deploy('unnamed').catch(e => e);
    expect(error).toMatchObject({ name: 'AwsAccessError', action });
    expect(error.message).toContain(`not allowed to perform ${action} in`);
    expect(error.message).not.toContain('c2VjcmV0');
  });

  it.each([
    ['ExpiredToken', 403, '^CreateStack$', 'cloudformation:CreateStack'],
    [
      'InvalidClientTokenId',
      403,
      '^CreateStack$',
      'cloudformation:CreateStack',
    ],
    [
      'SignatureDoesNotMatch',
      403,
      '^CreateStack$',
      'cloudformation:CreateStack',
    ],
    ['AuthFailure', 401, '^DescribeAvailab', 'ec2:DescribeAvailabilityZones'],
    ['UnrecognizedClientException', 400, '^GetParameter$', 'ssm:GetParameter'],
  ])(
    'reports invalid credentials (%s), and is not retried',
    async (code, httpStatus, operation, action) => {
      // A sandbox of its own: an operation calls AWS concurrently, and a call of the test before can arrive late.
      await account.stop();
      account = await TestAccount.start({ speed: 2_000 });
      account.sandbox.faults.add({
        kind: 'error',
        operation,
        code,
        message: 'The security token included in the request is not valid',
        httpStatus,
      });
      const error = await deploy('unsigned').catch(e => e);
      expect(error).toMatchObject({ name: 'AwsAccessError', action });
      expect(error.message).toMatch(
        /no valid AWS credentials for account 000000000000, us-east-1 .*aws\.accounts/,
      );
      expect(account.sandbox.calls.total(action)).toBe(1);
    },
  );

  it('reports missing credentials', async () => {
    const { engine } = account.engine({
      // On AWS: the sandbox needs no credentials.
      target: {
        endpoint: undefined,
        serviceRoleArn: 'arn:aws:iam::000000000000:role/tap-cloudformation',
      },
      config: {
        aws: {
          accounts: [{ accountId: '000000000000', profile: 'no-such-profile' }],
        },
      },
    });
    await expect(
      engine.get({ suffix: 'nobody', target: 'sandbox' }),
    ).rejects.toMatchObject({
      name: 'AwsAccessError',
      message: expect.stringMatching(/no valid AWS credentials.*profile/i),
    });
  });

  it('does not end an operation in progress, which reports it once and ends with its stack', async () => {
    const logger = mockLogger();
    const { engine } = account.engine({ logger });
    account.sandbox.clock.setSpeed(0);
    const events: string[] = [];
    const progress = engine.run(
      'deploy',
      request('watched'),
      account.by('jo', { createOnly: true }),
    );
    const first = await progress[Symbol.asyncIterator]().next();
    expect(first.value).toMatchObject({ type: 'accepted' });
    const reads = account.sandbox.faults.hits().error ?? 0;
    account.sandbox.faults.add({
      ...DENIED,
      operation: '^DescribeStacks$',
      message: 'not authorized to perform: cloudformation:DescribeStacks',
      count: 3,
    });
    account.sandbox.clock.setSpeed(500);
    for await (const event of progress) {
      events.push(event.type === 'notice' ? event.message : event.type);
    }
    expect(account.sandbox.faults.hits().error).toBe(reads + 3);
    expect(events[events.length - 1]).toBe('completed');
    expect(
      events.filter(text => text.includes('cloudformation:DescribeStacks')),
    ).toEqual([
      expect.stringMatching(/CloudFormation continues the operation/),
    ]);
    expect(logger.warn.mock.calls.map(([text]) => text)).toEqual([
      expect.stringMatching(/statuses .*cloudformation:DescribeStacks/),
    ]);
  });

  it('after an operation has started can be retried, and the retry continues the operation', async () => {
    account.sandbox.faults.add({
      ...DENIED,
      operation: '^UpdateTerminationProtection$',
      message:
        'not authorized to perform: cloudformation:UpdateTerminationProtection',
    });
    const options = account.by('jo', { createOnly: true });
    const wanted = request('half-done', { retention: 'retain' });
    const error = await all(
      account.engine().engine.run('deploy', wanted, options),
    ).catch(e => e);
    expect(error).toMatchObject({
      name: 'AwsAccessError',
      action: 'cloudformation:UpdateTerminationProtection',
      mayStillRun: true,
      message: expect.stringMatching(/Retry the task after the correction/),
    });
    expect(operationMayStillRun(error)).toBe(true);
    account.sandbox.faults.clear();
    const { environment } = await end(
      account
        .engine()
        .engine.run('deploy', wanted, { ...options, resumed: true }),
    );
    expect(environment).toMatchObject({ terminationProtection: true });
    expect(account.statuses('half-done')).toHaveLength(1);
  });

  it('lists environments without alarms if the role must not read alarms', async () => {
    await deploy('quiet');
    const { engine } = account.engine();
    account.sandbox.faults.add({
      ...DENIED,
      operation: '^DescribeAlarms$',
      message:
        'User: arn:aws:sts::000000000000:assumed-role/portal/backstage is not authorized to perform: cloudwatch:DescribeAlarms',
    });

    const { alarms, items } = await testPortal(engine).service.list({
      credentials: WHO.root,
    });

    expect(items.map(({ suffix }) => suffix)).toContain('quiet');
    expect(alarms).toBeUndefined();
    await expect(
      engine.alarms({ suffix: 'quiet', target: 'sandbox' }),
    ).rejects.toMatchObject({
      name: 'AwsAccessError',
      action: 'cloudwatch:DescribeAlarms',
    });
  });

  it('lists environments without alarms while CloudWatch does not respond', async () => {
    await deploy('patient');
    const { engine } = account.engine();
    jest.spyOn(engine, 'inAlarm').mockReturnValue(new Promise(() => {}));

    const { items } = await testPortal(engine).service.list({
      credentials: WHO.root,
    });

    expect(items.map(({ suffix }) => suffix)).toContain('patient');
  });

  it('lists the last alarms while they are read again, and says so', async () => {
    await deploy('alarmed');
    const { engine } = account.engine();
    const alarm = { stackName: 'TapStack-alarmed', logicalId: 'Storage' };
    const inAlarm = jest
      .spyOn(engine, 'inAlarm')
      .mockResolvedValueOnce([alarm as StackAlarm])
      .mockReturnValue(new Promise(() => {}));
    const { service } = testPortal(engine);
    const list = async () => {
      const { alarms, isBeingRead } = await service.list({
        credentials: WHO.root,
      });
      return { alarms: Object.values(alarms!), isBeingRead };
    };

    await expect(list()).resolves.toEqual({
      alarms: [['Storage']],
      isBeingRead: false,
    });
    const second = list();
    // It takes some turns of the event loop, and no timer.
    let turns = 0;
    while (turns < 20 && !(await isDone(second))) {
      turns += 1;
    }
    expect(turns).toBeLessThan(20);
    await expect(second).resolves.toEqual({
      alarms: [['Storage']],
      isBeingRead: true,
    });
    expect(inAlarm).toHaveBeenCalledTimes(2);
  });

  it('in a resumed run reports that the operation may still run', async () => {
    account.sandbox.clock.setSpeed(0);
    const options = account.by('jo', { createOnly: true });
    const first = account.engine();
    const { outcome } = await begun(
      first.engine.run('deploy', request('recovered'), options),
    );
    outcome.catch(() => undefined);
    await first.crash();
    account.sandbox.faults.add({ ...DENIED, operation: '^DescribeStacks$' });
    await expect(
      all(
        account.engine().engine.run('deploy', request('recovered'), {
          ...options,
          resumed: true,
        }),
      ),
    ).rejects.toMatchObject({ name: 'AwsAccessError', mayStillRun: true });
    account.sandbox.clock.setSpeed(500);
  });
});

describe('operationMayStillRun', () => {
  it.each([
    [new ServiceUnavailableError('no answer'), true],
    [
      new AwsAccessError('denied', { action: 'rds:X', mayStillRun: true }),
      true,
    ],
    [new AwsAccessError('denied', { action: 'rds:X' }), false],
    [new Error('something else'), false],
    [Object.assign(new Error('another type'), { mayStillRun: true }), false],
    ['no error', false],
  ])('%s: %s', (error, expected) => {
    expect(operationMayStillRun(error)).toBe(expected);
  });
});
