import { TargetRuntime } from '../operation/TargetRuntime';
import { suitableZones, zoneShortage } from './suitableZones';

const ZONES = ['a', 'b', 'c'].map((letter, index) => ({
  name: `eu-central-1${letter}`,
  id: `euc1-az${index}`,
}));
const [A, B, C] = ZONES.map(({ name }) => name);

/** A region in which RDS and EC2 offer what is needed only in some zones. */
function region(offered: { database: string[]; host: string[] }) {
  const runtime = {
    target: {
      sizeSpecs: { small: { instanceClass: 'db.t4g.medium' } },
      egress: 'instance-connect',
    },
    stackModule: { hostInstanceType: 't4g.micro', requiredZones: () => 2 },
    facts: {
      zones: async () => ZONES,
      databaseOffers: async () => [
        { engineVersion: '17.9', zones: offered.database },
      ],
      hostZones: async () => offered.host,
    },
  };
  return suitableZones(runtime as unknown as TargetRuntime, {
    size: 'small',
    engineVersion: '17',
  });
}

describe('suitableZones', () => {
  it('leaves out the zones that lack what the stack needs, each with the reason', async () => {
    const zones = await region({ database: [A, C], host: [B, C] });
    expect(zones.suitable).toEqual([C]);
    expect(zoneShortage(zones, { region: 'eu-central-1' })).toBe(
      'needs 2 availability zones, and 1 in eu-central-1 are suitable (eu-central-1a: EC2 does not offer t4g.micro; eu-central-1b: RDS does not offer PostgreSQL 17 on db.t4g.medium)',
    );
  });

  it('finds no shortage where enough zones are suitable', async () => {
    const zones = await region({ database: [A, C], host: [A, B, C] });
    expect(zones.suitable).toEqual([A, C]);
    expect(zoneShortage(zones, { region: 'eu-central-1' })).toBeUndefined();
  });
});
