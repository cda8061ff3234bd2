import { DescribeVpcsCommand } from '@aws-sdk/client-ec2';
import { CreateStackCommand } from '@aws-sdk/client-cloudformation';
import {
  confirmed,
  end,
  request,
  TestAccount,
} from '../__testUtils__/TestAccount';

jest.setTimeout(180_000);

/** Two parts. */
const POOL = '10.64.0.0/19';
const PARTS = ['10.64.0.0/20', '10.64.16.0/20'];

describe('a pool of address ranges', () => {
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

  async function vpcs() {
    const { Vpcs } = await account.ec2().send(new DescribeVpcsCommand({}));
    return Vpcs!.map(({ CidrBlock }) => CidrBlock!).sort();
  }

  const deploy = (
    engine: ReturnType<TestAccount['engine']>['engine'],
    suffix: string,
    more: object = {},
  ) => end(engine.run('deploy', request(suffix, more), account.by('jo')));

  it('gives each environment a part of its own, which it keeps until its teardown', async () => {
    const target = { cidrPool: POOL };
    // As two replicas of the portal.
    const engines = [account.engine({ target }), account.engine({ target })];
    // Both replicas can choose the same part: AWS then rejects one of the two, and the request can be repeated.
    await Promise.all(
      engines.map(({ engine }, index) =>
        deploy(engine, `range-${index}`).catch(error => {
          if (!/AddressRange.* already exists/.test(error.message)) {
            throw error;
          }
          return deploy(engine, `range-${index}`);
        }),
      ),
    );
    expect(await vpcs()).toEqual(PARTS);

    const [{ engine }] = engines;
    await expect(
      engine.plan(request('range-full'), { owner: 'user:default/jo' }),
    ).rejects.toThrow(/^cidrPool: all ranges of 10.64.0.0\/19 are taken/);
    await expect(deploy(engine, 'range-full')).rejects.toMatchObject({
      name: 'ConflictError',
    });
    expect(account.statuses('range-full')).toEqual([]);

    const before = (await engine.list('sandbox')).map(each => each.vpcCidr);
    expect([...before].sort()).toEqual(PARTS);
    // Another pool is only for new environments.
    const moved = account.engine({ target: { cidrPool: '10.80.0.0/19' } });
    const changed = await deploy(moved.engine, 'range-0', {
      backupRetentionDays: 9,
    });
    expect(PARTS).toContain(changed.environment.vpcCidr);
    expect(await vpcs()).toEqual(PARTS);

    await end(
      engine.run(
        'teardown',
        confirmed({ suffix: 'range-0', target: 'sandbox' }),
        { token: account.token() },
      ),
    );
    const again = await deploy(engine, 'range-2');
    expect(again.environment.vpcCidr).toBe(changed.environment.vpcCidr);
    expect(await vpcs()).toEqual(PARTS);
  });

  it('never has two VPCs with the same range: AWS rejects the second reservation before its VPC', async () => {
    // Only the reservation of another process that is at the same point.
    const cidr = '10.96.0.0-20';
    await account.cloudFormation().send(
      new CreateStackCommand({
        StackName: 'another-process',
        TemplateBody: JSON.stringify({
          Resources: {
            Range: {
              Type: 'AWS::SSM::Parameter',
              Properties: {
                Name: `TapStack-AddressRange-${cidr}`,
                Type: 'String',
                Value: '10.96.0.0/20',
              },
            },
            Other: {
              Type: 'AWS::SSM::Parameter',
              Properties: {
                Name: 'TapStack-AddressRange-10.96.16.0-20',
                Type: 'String',
                Value: '10.96.16.0/20',
              },
            },
          },
        }),
      }),
    );
    await account.settledStack('another-process');
    const before = await vpcs();
    const { engine } = account.engine({ target: { cidrPool: '10.96.0.0/19' } });
    await expect(deploy(engine, 'clash')).rejects.toThrow(
      /'clash' could not be created.*AddressRange.* already exists.*request the environment again/s,
    );
    expect(account.statuses('clash')).toEqual(['DELETE_COMPLETE']);
    expect(await vpcs()).toEqual(before);
  });
});
