import { GetTemplateCommand } from '@aws-sdk/client-cloudformation';
import { POSTGRES_MAJOR_VERSIONS, stackName } from '@tap/plugin-tap-common';
import { end, request, TestAccount } from '../__testUtils__/TestAccount';

jest.setTimeout(120_000);

/** Instance class of the size `micro`, and the type of the bastion. */
const MICRO = 'db.t4g.micro';
const BASTION = 't4g.micro';
const OWNER = { owner: 'user:default/jo' };

describe('availability zones', () => {
  let account: TestAccount;

  beforeAll(async () => {
    account = await TestAccount.start({
      speed: 2_000,
      stackModule: '@tap/stack/module',
    });
  });
  afterEach(() => {
    account.sandbox.settings.withheldOffers = [];
  });
  afterAll(async () => {
    await account.stop();
  });

  const withhold = (instanceType: string, letters: string) =>
    [...letters].map(letter => ({ zone: `us-east-1${letter}`, instanceType }));

  /** The zones that a stack's template names. */
  async function zonesOf(suffix: string): Promise<string[]> {
    const { TemplateBody } = await account
      .cloudFormation()
      .send(new GetTemplateCommand({ StackName: stackName(suffix) }));
    return [...new Set(TemplateBody!.match(/us-east-1[a-f]/g))].sort();
  }

  it('are the first that offer database and bastion', async () => {
    account.sandbox.settings.withheldOffers = [
      ...withhold(MICRO, 'a'),
      ...withhold(BASTION, 'c'),
    ];
    const { engine } = account.engine();
    await end(
      engine.run(
        'deploy',
        request('offered', { size: 'micro' }),
        account.by('jo'),
      ),
    );
    const zones = await zonesOf('offered');
    expect(zones[0]).toBe('us-east-1b');
    expect(zones).not.toContain('us-east-1c');
  });

  it('that do not offer a size or version make it unavailable in the options', async () => {
    const { instanceClass } =
      account.engine().engine.targets[0].sizeSpecs.large;
    account.sandbox.settings.withheldOffers = withhold(instanceClass, 'abcd');
    const { engine } = account.engine();
    const reason = (version: string) =>
      `needs 3 availability zones, and 2 in us-east-1 are suitable (${[
        ...'abcd',
      ]
        .map(
          letter =>
            `us-east-1${letter}: RDS does not offer PostgreSQL ${version} on ${instanceClass}`,
        )
        .join('; ')})`;
    await expect(engine.unavailable('sandbox', 'large')).resolves.toEqual(
      Object.fromEntries(
        POSTGRES_MAJOR_VERSIONS.map(version => [version, reason(version)]),
      ),
    );
    await expect(engine.unavailable('sandbox', 'micro')).resolves.toEqual({});
  });

  it('of an existing network are those of which the options report the offers', async () => {
    account.sandbox.settings.withheldOffers = withhold(MICRO, 'b');
    const { engine } = account.engine({
      target: {
        network: {
          vpcId: 'vpc-1',
          availabilityZones: ['us-east-1a', 'us-east-1b'],
          isolatedSubnetIds: ['subnet-1', 'subnet-2'],
          privateSubnetIds: ['subnet-3', 'subnet-4'],
        },
      },
    });
    await expect(engine.unavailable('sandbox', 'micro')).resolves.toMatchObject(
      {
        17: `is not possible in the availability zones of the environment (us-east-1b: RDS does not offer PostgreSQL 17 on ${MICRO})`,
      },
    );
  });

  it('are verified before a change of the size', async () => {
    const { engine: first } = account.engine();
    await end(
      first.run(
        'deploy',
        request('resized', { size: 'micro' }),
        account.by('jo'),
      ),
    );
    const { instanceClass } = first.targets[0].sizeSpecs.small;
    account.sandbox.settings.withheldOffers = withhold(instanceClass, 'a');
    await expect(
      account
        .engine()
        .engine.plan(request('resized', { size: 'small' }), OWNER),
    ).rejects.toMatchObject({
      name: 'InputError',
      message: expect.stringMatching(
        /^size: 'small' is not possible in the availability zones of the environment \(us-east-1a: RDS does not offer PostgreSQL 17\.\d+ on db\.t4g\.\w+\); nothing was done/,
      ),
    });
  });

  it('are too few if the region has no more offers, and the rejection names a size that is possible', async () => {
    const { engine } = account.engine();
    const { instanceClass } = engine.targets[0].sizeSpecs.large;
    account.sandbox.settings.withheldOffers = withhold(instanceClass, 'abcd');
    await expect(
      engine.plan(request('few', { size: 'large' }), OWNER),
    ).rejects.toMatchObject({
      name: 'InputError',
      message: expect.stringMatching(
        /^size: 'large' needs 3 availability zones, and 2 in us-east-1 are suitable \(us-east-1a: RDS does not offer PostgreSQL 17 on .*; us-east-1d: .*\); nothing was done\. Use another size, for example size: micro$/,
      ),
    });
    expect(account.statuses('few')).toEqual([]);
  });

  it('without NAT gateways are not used', async () => {
    const { engine } = account.engine({ target: { region: 'ap-northeast-1' } });
    await expect(
      engine.plan(request('tokyo', { size: 'large' }), OWNER),
    ).rejects.toMatchObject({
      message: expect.stringMatching(
        /needs 3 availability zones, and 2 in ap-northeast-1 are suitable \(ap-northeast-1d: it has no NAT gateways\)/,
      ),
    });
  });
});
