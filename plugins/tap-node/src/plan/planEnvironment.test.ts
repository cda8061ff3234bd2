import { ListChangeSetsCommand } from '@aws-sdk/client-cloudformation';
import { EnvironmentPlan } from '@tap/plugin-tap-common';
import { end, request, TestAccount } from '../__testUtils__/TestAccount';

jest.setTimeout(120_000);

const OWNER = { owner: 'user:default/jo' };

function effects(plan: EnvironmentPlan): string[] {
  return plan.changes.map(({ effect }) => effect);
}

describe('plan', () => {
  let account: TestAccount;

  beforeAll(async () => {
    account = await TestAccount.start({
      speed: 2_000,
      stackModule: '@tap/stack/module',
    });
  });
  afterAll(async () => {
    await account.stop();
  });

  it('of a new environment comes from the template, with price, and makes nothing', async () => {
    const { engine } = account.engine();
    const plan = await engine.plan(request('fresh', { size: 'small' }), OWNER);
    expect(plan).toMatchObject({
      ref: { suffix: 'fresh', target: 'sandbox' },
      operation: 'create',
      price: {
        currency: 'USD',
        source: expect.stringMatching(/^an estimate from the /),
      },
    });
    expect(plan.templateBytes).toBeLessThanOrEqual(51_200);
    expect(new Set(plan.changes.map(({ action }) => action))).toEqual(
      new Set(['add']),
    );
    const items = plan.price!.items.map(({ item }) => item);
    for (const expected of [
      'Database instance db.t4g.medium',
      'Read replica db.t4g.medium',
      'Storage: read replica',
      'Public IPv4 address',
      'EC2 instance t4g.micro',
      'KMS key',
      'Alarm',
    ]) {
      expect(items).toContain(expected);
    }
    const sum = plan.price!.items.reduce((s, i) => s + i.monthlyUsd, 0);
    expect(plan.price!.monthlyUsd).toBeCloseTo(sum, 2);
    expect(account.sandbox.state().stacks).toEqual([]);
    // The form's size picker shows the same price.
    await expect(engine.price('sandbox', 'small')).resolves.toMatchObject({
      items: plan.price!.items,
    });
  });

  it('of a micro environment costs at most $30 a month by default', async () => {
    const { engine } = account.engine();
    const { price } = await engine.plan(
      request('branch', { size: 'micro' }),
      OWNER,
    );
    const items = Object.fromEntries(
      price!.items.map(({ item, monthlyUsd }) => [item, monthlyUsd]),
    );
    expect(items).toMatchObject({
      'Database instance db.t4g.micro': 11.68,
      'Storage: database instance': 2.3,
      'EC2 instance t4g.micro': 6.13,
      'Storage: EC2 instance': 0.8,
      'Public IPv4 address': 3.65,
      'KMS key': 1,
    });
    expect(Object.keys(items)).not.toContain('NAT gateway');
    expect(price!.monthlyUsd).toBeLessThanOrEqual(30);
  });

  it('has the NAT gateways and the monitoring of the strict egress, and nothing of it without egress', async () => {
    const items = async (egress: string) => {
      const { engine } = account.engine({ target: { egress } });
      const plan = await engine.plan(request('way', { size: 'micro' }), OWNER);
      return plan.price!.items.map(({ item }) => item);
    };
    expect(await items('nat-gateway')).toEqual(
      expect.arrayContaining([
        'NAT gateway',
        'Public IPv4 address',
        'EC2 instance t4g.micro',
        'Detailed monitoring: EC2 instance',
        'Metrics of the CloudWatch agent',
      ]),
    );
    expect((await items('none')).join()).not.toMatch(
      /NAT gateway|Public IPv4|EC2 instance/,
    );
  });

  it('has the requested number of read replicas, and its price', async () => {
    const { engine } = account.engine();
    const price = async (more: object) =>
      (await engine.plan(request('reads', { size: 'small', ...more }), OWNER))
        .price!.items;
    const none = await price({ readReplicas: 0 });
    expect(none.map(({ item }) => item).join()).not.toContain('eplica');
    await expect(
      engine.price('sandbox', 'small', { readReplicas: 0 }),
    ).resolves.toMatchObject({ items: none });
    expect(await price({ readReplicas: 1 })).toEqual(await price({}));
  });

  it('of a change warns that the maximum of storage autoscaling changes with a database that has grown to it', async () => {
    const { engine } = account.engine();
    await end(engine.run('deploy', request('grown'), account.by('jo')));
    const warnings = async () =>
      (await engine.plan(request('grown'), OWNER)).warnings.join('\n');
    const autoscaledTo = (allocatedStorage: number) => {
      const world = account.sandbox.world('000000000000', 'us-east-1');
      const database = world
        .list<{ physicalId: string }>('AWS::RDS::DBInstance')
        .find(({ physicalId }) => physicalId.includes('grown'))!;
      world.put('AWS::RDS::DBInstance', database.physicalId, {
        ...database,
        allocatedStorage,
      });
    };
    autoscaledTo(90);
    expect(await warnings()).not.toContain('GiB of storage');
    autoscaledTo(95);
    expect(await warnings()).toContain(
      'The database has 95 GiB of storage, and can grow to 100 GiB. RDS requires at least 10% more than what it has, so the change sets the maximum to 105 GiB.',
    );
  });

  it('of a change comes from a change set that is never executed and never left behind', async () => {
    const { engine } = account.engine();
    await end(engine.run('deploy', request('grow'), account.by('jo')));
    const plan = await engine.plan(request('grow', { size: 'medium' }), OWNER);
    expect(plan.operation).toBe('update');
    expect(plan.price!.monthlyUsd).toBeGreaterThan(
      plan.priceBefore!.monthlyUsd,
    );
    const database = plan.changes.find(
      ({ logicalId }) => logicalId === 'DatabaseInstance',
    );
    // Multi-AZ is a conditional property, whose change replaces no PostgreSQL instance.
    expect(database).toMatchObject({
      action: 'modify',
      effect: 'restart',
    });
    expect(database!.causes).toEqual(
      expect.arrayContaining([
        'AllocatedStorage',
        'DBInstanceClass',
        'MultiAZ',
      ]),
    );
    expect(effects(plan)).not.toContain('data-loss');
    expect(effects(plan)).toEqual(
      [...effects(plan)].sort(
        (a, b) =>
          ['data-loss', 'restart', 'none'].indexOf(a) -
          ['data-loss', 'restart', 'none'].indexOf(b),
      ),
    );
    const { Summaries } = await account
      .cloudFormation()
      .send(new ListChangeSetsCommand({ StackName: 'TapStack-grow' }));
    expect(Summaries).toEqual([]);
    expect(account.statuses('grow')).toEqual(['CREATE_COMPLETE']);
  });

  it('says so where nothing would change', async () => {
    await expect(
      account.engine().engine.plan(request('grow'), OWNER),
    ).resolves.toMatchObject({ operation: 'none', changes: [] });
  });

  it('announces other windows of the target as a change without an interruption', async () => {
    const { engine } = account.engine({
      target: {
        windows: { backup: '20:00-20:30', maintenance: 'sat:22:00-sat:22:30' },
      },
    });

    const plan = await engine.plan(request('grow'), OWNER);

    expect(plan.changes).toEqual([
      // CloudFormation reads the endpoint again after the database has changed.
      {
        action: 'modify',
        logicalId: 'AccessRoles',
        resourceType: 'AWS::SSM::Association',
        causes: ['Parameters'],
        effect: 'none',
      },
      {
        action: 'modify',
        logicalId: 'DatabaseInstance',
        resourceType: 'AWS::RDS::DBInstance',
        causes: ['PreferredBackupWindow', 'PreferredMaintenanceWindow'],
        effect: 'none',
      },
    ]);
  });

  it('announces the reboot that static parameters cause, at once or with the next change', async () => {
    const { engine } = account.engine({
      target: {
        databaseParameters: { max_connections: '60' },
        windows: { backup: '20:00-20:30', maintenance: 'sat:22:00-sat:22:30' },
      },
    });
    const effectOf = (plan: EnvironmentPlan) =>
      plan.changes.find(({ logicalId }) => logicalId === 'DatabaseInstance');

    expect(effectOf(await engine.plan(request('grow'), OWNER))).toMatchObject({
      causes: ['PreferredBackupWindow', 'PreferredMaintenanceWindow'],
      effect: 'restart',
      detail: 'The change of max_connections requires a reboot',
    });

    const onlyParameters = account.engine({
      target: { databaseParameters: { max_connections: '60' } },
    }).engine;
    const waiting = await onlyParameters.plan(request('grow'), OWNER);
    expect(effectOf(waiting)).toBeUndefined();
    expect(waiting.warnings).toContain(
      'DatabaseInstance: max_connections takes effect with the next reboot, which the next change of the database causes.',
    );
    await end(onlyParameters.run('deploy', request('grow'), account.by('jo')));

    expect(effectOf(await engine.plan(request('grow'), OWNER))).toMatchObject({
      effect: 'restart',
      detail:
        'Parameters are waiting for a reboot, and any change of the database causes it',
    });
  });

  it.each([
    ['18', /a major upgrade to 18 is not supported in place/],
    ['16', /a major upgrade to 16 is not supported in place/],
    ['17.1', /cannot downgrade 17\.\d+ to 17\.1/],
  ])('refuses version %s', async (engineVersion, message) => {
    await expect(
      account.engine().engine.plan(request('grow', { engineVersion }), OWNER),
    ).rejects.toMatchObject({
      name: 'InputError',
      message: expect.stringMatching(message),
    });
  });
});
