import { AccountFacts } from '../aws/AccountFacts';
import { zoneProblems } from './zoneProblems';

const ZONES = ['a', 'b', 'c'].map(name => ({ name, id: `az-${name}` }));

/** The zones that are not suitable, where RDS offers one version in each zone. */
async function unsuitable(engineVersion: string): Promise<string[]> {
  const facts: Partial<AccountFacts> = {
    databaseOffers: async () => [
      { engineVersion: '17.1', zones: ['a'] },
      { engineVersion: '17.10', zones: ['b'] },
      { engineVersion: '16.4', zones: ['c'] },
    ],
  };
  const problems = await zoneProblems({ facts: facts as AccountFacts }, ZONES, {
    instanceClass: 'db.t4g.micro',
    engineVersion,
  });
  return [...problems.keys()];
}

describe('zoneProblems', () => {
  it.each([
    ['17', ['c']],
    ['17.1', ['b', 'c']],
    ['17.10', ['a', 'c']],
    ['1', ['a', 'b', 'c']],
  ])('takes only offers of version %s', async (version, zones) => {
    await expect(unsuitable(version)).resolves.toEqual(zones);
  });
});
