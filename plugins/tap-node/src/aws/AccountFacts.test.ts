import { answeringClient } from '../__testUtils__/answeringClient';
import { AccountFacts } from './AccountFacts';

function facts(answers: Parameters<typeof answeringClient>[0]) {
  const { lazy, caller, inputsOf } = answeringClient(answers);
  const sources = { ec2: lazy, rds: lazy, ssm: lazy };
  return { facts: new AccountFacts(sources, caller), inputsOf };
}

describe('AccountFacts', () => {
  it('lists the availability zones by name, and reads them once', async () => {
    const { facts: account, inputsOf } = facts({
      DescribeAvailabilityZones: () => ({
        AvailabilityZones: ['b', 'a'].map((zone, index) => ({
          ZoneName: `eu-central-1${zone}`,
          ZoneId: `euc1-az${index}`,
        })),
      }),
    });
    for (const _ of [1, 2]) {
      await expect(account.zones()).resolves.toEqual([
        { name: 'eu-central-1a', id: 'euc1-az1' },
        { name: 'eu-central-1b', id: 'euc1-az0' },
      ]);
    }
    expect(inputsOf('DescribeAvailabilityZones')).toHaveLength(1);
  });

  it('reads the offers of an instance class with gp3 volumes from all pages', async () => {
    const offer = (EngineVersion: string, StorageType: string) => ({
      OrderableDBInstanceOptions: [
        {
          EngineVersion,
          StorageType,
          AvailabilityZones: [{ Name: 'eu-central-1a' }],
        },
      ],
    });
    const { facts: account, inputsOf } = facts({
      DescribeOrderableDBInstanceOptions: ({ Marker }) =>
        Marker
          ? offer('17.9', 'gp3')
          : { ...offer('17.9', 'io1'), Marker: 'page 2' },
    });
    await expect(account.databaseOffers('db.t4g.micro')).resolves.toEqual([
      { engineVersion: '17.9', zones: ['eu-central-1a'] },
    ]);
    expect(inputsOf('DescribeOrderableDBInstanceOptions')).toMatchObject([
      { Engine: 'postgres', DBInstanceClass: 'db.t4g.micro', Vpc: true },
      { Marker: 'page 2' },
    ]);
  });

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
