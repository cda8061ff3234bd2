import { environmentRequestSchema, parseRequest } from '@tap/plugin-tap-common';
import { describedStack } from '../__testUtils__/describedStack';
import { testTarget } from '../__testUtils__/testTarget';
import { TargetRuntime } from '../operation/TargetRuntime';
import { updateSteps } from './updateSteps';

const TARGET = testTarget();

const STACK = describedStack();

/** The steps to a change where RDS offers some instance classes and versions in the zones of the environment. */
function steps(fields: object, offered: Record<string, string[]>) {
  const runtime = {
    target: TARGET,
    stackModule: { requiredZones: () => 1 },
    facts: {
      zones: async () => [{ name: 'us-east-1a', id: 'use1-az1' }],
      databaseOffers: async (instanceClass: string) =>
        (offered[instanceClass] ?? []).map(engineVersion => ({
          engineVersion,
          zones: ['us-east-1a'],
        })),
      engineVersions: async () => [
        {
          EngineVersion: '17.8',
          ValidUpgradeTarget: [{ EngineVersion: '17.9' }],
        },
      ],
    },
  };
  return updateSteps(
    runtime as unknown as TargetRuntime,
    STACK,
    parseRequest(environmentRequestSchema, { suffix: 'orders', ...fields }),
    {
      owner: 'group:default/payments',
      token: 'token',
      deployed: {
        template: {},
        facts: { primaryDatabase: 'Database', dataHolders: [] },
        storageGiB: 20,
        databaseStatus: 'available',
        engineVersion: '17.8',
        newestEngineVersion: '17.8',
      },
    },
  );
}

describe('updateSteps', () => {
  it.each<[string, object, RegExp]>([
    [
      'size',
      { size: 'small', readReplicas: 0 },
      /us-east-1a: RDS does not offer PostgreSQL 17\.8 on db\.t4g\.medium/,
    ],
    [
      'version',
      { engineVersion: '17.9' },
      /us-east-1a: RDS does not offer PostgreSQL 17\.9 on db\.t4g\.micro/,
    ],
  ])(
    'rejects a %s that RDS does not offer in the zone of the database',
    async (_, fields, message) => {
      const offered = { 'db.t4g.micro': ['17.8'], 'db.t4g.medium': ['17.9'] };
      await expect(steps(fields, offered)).rejects.toMatchObject({
        name: 'InputError',
        message: expect.stringMatching(message),
      });
    },
  );

  it('keeps a size and version that RDS no longer offers', async () => {
    await expect(steps({ description: 'Orders' }, {})).resolves.toMatchObject([
      { token: 'token', metadata: { description: 'Orders', size: 'micro' } },
    ]);
  });
});
