import { answeringClient } from '../__testUtils__/answeringClient';
import { AccountFacts } from './AccountFacts';

function facts(answers: Parameters<typeof answeringClient>[0]) {
  const { client, caller, inputsOf } = answeringClient(answers);
  const sources = { ec2: client, rds: client, ssm: client };
  return { facts: new AccountFacts(sources, caller), inputsOf };
}

describe('AccountFacts', () => {
  it('takes the first three availability zones by name, and reads them once', async () => {
    const { facts: account, inputsOf } = facts({
      DescribeAvailabilityZones: () => ({
        AvailabilityZones: ['d', 'b', 'c', 'a'].map(zone => ({
          ZoneName: `eu-central-1${zone}`,
        })),
      }),
    });
    for (const _ of [1, 2]) {
      await expect(account.availabilityZones()).resolves.toEqual([
        'eu-central-1a',
        'eu-central-1b',
        'eu-central-1c',
      ]);
    }
    expect(inputsOf('DescribeAvailabilityZones')).toHaveLength(1);
  });

  it.each([
    [0, undefined],
    [1, [{ ZoneName: 'eu-central-1a' }]],
  ])(
    'rejects an account with %s availability zones',
    async (count, AvailabilityZones) => {
      const { facts: account } = facts({
        DescribeAvailabilityZones: () => ({ AvailabilityZones }),
      });
      await expect(account.availabilityZones()).rejects.toMatchObject({
        name: 'ConflictError',
        message: `This account has access to only ${count} availability zones in the region of this target, and a database needs two; nothing was done. Choose another target.`,
      });
    },
  );

  it('reads the engine versions of a major version from all pages', async () => {
    const { facts: account, inputsOf } = facts({
      DescribeDBEngineVersions: ({ Marker }) =>
        Marker
          ? { DBEngineVersions: [{ EngineVersion: '17.9' }] }
          : { Marker: 'page 2' },
    });
    await expect(account.engineVersions('17')).resolves.toEqual([
      { EngineVersion: '17.9' },
    ]);
    expect(inputsOf('DescribeDBEngineVersions')).toMatchObject([
      { DBParameterGroupFamily: 'postgres17', IncludeAll: true },
      { Marker: 'page 2' },
    ]);
  });
});
