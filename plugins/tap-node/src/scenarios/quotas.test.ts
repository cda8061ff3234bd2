import { end, request, TestAccount } from '../__testUtils__/TestAccount';

jest.setTimeout(120_000);

const OWNER = { owner: 'user:default/jo' };
const ADDRESSES = 'L-0263D0A3';
const VPCS = 'L-F678F1CE';
const STACKS = 'L-0485CB21';

describe('the quotas of the account', () => {
  let account: TestAccount;

  beforeAll(async () => {
    account = await TestAccount.start({
      speed: 2_000,
      stackModule: '@tap/stack/module',
    });
  });
  afterEach(() => {
    account.sandbox.settings.quotas = {};
    account.sandbox.faults.clear();
  });
  afterAll(async () => {
    await account.stop();
  });

  const deploy = (suffix: string) =>
    end(
      account
        .engine({ target: { egress: 'nat-gateway' } })
        .engine.run(
          'deploy',
          request(suffix, { size: 'micro' }),
          account.by('jo'),
        ),
    );

  it('are in the plan of a new environment, with what is used and needed', async () => {
    await deploy('first');
    account.sandbox.settings.quotas = {
      [VPCS]: 5,
      [STACKS]: 2000,
      DBInstances: 40,
    };
    const { engine } = account.engine();
    const { quotas } = await engine.plan(
      request('second', { size: 'medium' }),
      OWNER,
    );
    expect(quotas).toEqual(
      expect.arrayContaining([
        { what: 'VPCs', limit: 5, used: 1, needed: 1 },
        { what: 'DB instances', limit: 40, used: 1, needed: 2 },
        { what: 'CloudFormation stacks', limit: 2000, used: 1, needed: 1 },
        expect.objectContaining({
          what: 'NAT gateways in an availability zone',
          used: 1,
          needed: 1,
        }),
      ]),
    );
  });

  it('include the snapshot that a teardown takes, only if it takes one', async () => {
    account.sandbox.settings.quotas = { ManualSnapshots: 100 };
    const { engine } = account.engine();
    const snapshotsWith = async (retention: 'snapshot' | 'destroy') => {
      const { quotas } = await engine.plan(
        request('kept', { size: 'micro', retention }),
        OWNER,
      );
      return quotas?.filter(({ what }) => what === 'manual DB snapshots');
    };
    await expect(snapshotsWith('snapshot')).resolves.toEqual([
      { what: 'manual DB snapshots', limit: 100, used: 0, needed: 1 },
    ]);
    await expect(snapshotsWith('destroy')).resolves.toEqual([]);
  });

  it('of stacks that is used up rejects a creation', async () => {
    account.sandbox.settings.quotas = { [STACKS]: 1 };
    await expect(deploy('rejected')).rejects.toThrow(
      '1 CloudFormation stacks, and 1 of 1 are in use',
    );
    expect(account.statuses('rejected')).toEqual([]);
  });

  it.each([
    ['DBInstances', 'late-instance', 'DB Instance quota exceeded'],
    ['AllocatedStorage', 'late-storage', 'The storage quota .* exceeded by'],
    ['DBParameterGroups', 'late-group', 'Request would result in user exceed'],
  ])(
    'of RDS (%s) that another request uses up meanwhile fails the creation with the reason of AWS, and it leaves nothing',
    async (attribute, suffix, reason) => {
      account.sandbox.settings.quotas = { [attribute]: 1 };
      account.sandbox.faults.add({
        kind: 'error',
        operation: '^GetServiceQuota$',
        code: 'AccessDeniedException',
        httpStatus: 400,
      });
      const failure = await end(
        account
          .engine()
          .engine.run(
            'deploy',
            request(suffix, { size: 'micro' }),
            account.by('jo'),
          ),
      ).catch(error => error);
      expect(failure.message).toMatch(
        new RegExp(`${reason}.*Nothing is left`, 's'),
      );
      expect(account.statuses(suffix)).toEqual(['DELETE_COMPLETE']);
    },
  );

  it('that are used up reject a creation before any change, with everything that is missing', async () => {
    account.sandbox.settings.quotas = { [VPCS]: 1, AllocatedStorage: 30 };
    await expect(deploy('rejected')).rejects.toMatchObject({
      name: 'ConflictError',
      message:
        'The quotas of account 000000000000 in us-east-1 leave no room for this environment; nothing was done. It needs 20 GiB of database storage, and 20 of 30 are in use; 1 VPCs, and 1 of 1 are in use. Tear down environments that you no longer need, or have the quotas increased in Service Quotas.',
    });
    expect(account.statuses('rejected')).toEqual([]);
  });

  it('are shared by creations', async () => {
    const { engine } = account.engine();
    account.sandbox.calls.reset();
    for (const suffix of ['shared-1', 'shared-2']) {
      await end(
        engine.run(
          'deploy',
          request(suffix, { size: 'micro' }),
          account.by('jo'),
        ),
      );
    }
    expect(account.sandbox.calls.byOperation()).toMatchObject({
      // VPCs and stacks: this target has no NAT gateways.
      'servicequotas:GetServiceQuota': 2,
      'rds:DescribeAccountAttributes': 1,
      'ec2:DescribeVpcs': 1,
    });
  });

  it('are read again before a creation is rejected', async () => {
    const { engine } = account.engine();
    const create = () =>
      end(
        engine.run(
          'deploy',
          request('anew', { size: 'micro' }),
          account.by('jo'),
        ),
      );
    account.sandbox.settings.quotas = { DBInstances: 0, [VPCS]: 0 };
    await expect(create()).rejects.toThrow(
      /1 DB instances, and (\d+) of 0 are in use; 1 VPCs, and \1 of 0 are in use/,
    );
    account.sandbox.settings.quotas = {};
    await expect(create()).resolves.toMatchObject({ operation: 'create' });
  });

  it('that another request uses up meanwhile fail the creation with the reason of AWS, and it leaves nothing', async () => {
    const { engine } = account.engine();
    account.sandbox.settings.quotas = { [ADDRESSES]: 2 };
    account.sandbox.faults.add({
      kind: 'error',
      operation: '^GetServiceQuota$',
      code: 'AccessDeniedException',
      httpStatus: 400,
    });
    const failure = await end(
      engine.run(
        'deploy',
        request('late', { size: 'large' }),
        account.by('jo'),
      ),
    ).catch(error => error);
    expect(failure.message).toMatch(
      /The maximum number of addresses has been reached\. .*Nothing is left/s,
    );
    expect(account.statuses('late')).toEqual(['DELETE_COMPLETE']);
  });
});
