import {
  PARAMETER_FAMILIES,
  parameterFacts,
  parameterNames,
} from '@tap/aws-facts';
import {
  query,
  SMALL,
  TestServers,
  testServers,
} from '../../postgres/__testUtils__/databases';

import { POSTGRES_RESERVED_WORDS } from './reservedWords';

jest.setTimeout(240_000);

interface Setting {
  name: string;
  unit: string | null;
  context: string;
  lowest: string | null;
  highest: string | null;
}

let kit: TestServers;
beforeAll(async () => {
  kit = await testServers();
});
afterAll(() => kit.dispose());

it.each(PARAMETER_FAMILIES)(
  '13.21 the facts of %s agree with the catalog of PostgreSQL',
  async family => {
    const server = await kit.servers.createPrimary(family, {
      ...SMALL,
      majorVersion: Number(family.replace('postgres', '')),
    });
    const settings = (await query(
      server,
      `SELECT lower(name) AS name, unit, context, min_val AS lowest, max_val AS highest
         FROM pg_settings WHERE context <> 'internal'`,
    )) as Setting[];
    await kit.servers.remove(family);

    const fromCatalog = settings.filter(
      ({ name }) => parameterFacts(family, name)?.source === 'postgresql',
    );
    expect(fromCatalog.length).toBeGreaterThan(200);
    expect(
      fromCatalog.map(({ name }) => {
        const facts = parameterFacts(family, name)!;
        const isNumber = ['integer', 'float'].includes(facts.dataType);
        return {
          name,
          unit: facts.unit ?? null,
          isStatic: facts.applyType === 'static',
          range: (isNumber && facts.allowedValues) || null,
        };
      }),
    ).toEqual(
      fromCatalog.map(({ name, unit, context, lowest, highest }) => ({
        name,
        unit,
        isStatic: context === 'postmaster',
        range:
          lowest === null || `${lowest}-${highest}` === '0-0'
            ? null
            : `${lowest}-${highest}`,
      })),
    );
    const names = settings.map(({ name }) => name);
    expect(
      parameterNames(family).filter(
        name => !name.includes('.') && !names.includes(name),
      ),
    ).toEqual([]);
  },
);

it('the reserved words are those of PostgreSQL', async () => {
  const server = await kit.servers.createPrimary('words', {
    ...SMALL,
    majorVersion: 18,
  });
  const words = (await query(
    server,
    "SELECT word FROM pg_get_keywords() WHERE catcode = 'R' ORDER BY word",
  )) as { word: string }[];
  await kit.servers.remove('words');
  expect(words.map(({ word }) => word)).toEqual(
    [...POSTGRES_RESERVED_WORDS].sort(),
  );
});
