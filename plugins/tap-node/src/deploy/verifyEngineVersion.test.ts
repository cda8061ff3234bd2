import { DBEngineVersion } from '@aws-sdk/client-rds';
import { verifyEngineVersion } from './verifyEngineVersion';

const upgrade = (...targets: string[]) => ({
  ValidUpgradeTarget: targets.map(EngineVersion => ({ EngineVersion })),
});
const VERSIONS: DBEngineVersion[] = [
  { EngineVersion: '17.4', Status: 'deprecated', ...upgrade('17.6', '18.1') },
  { EngineVersion: '17.5', ...upgrade('17.6', '17.9') },
  { EngineVersion: '17.6' },
  { EngineVersion: '17.8' },
  { EngineVersion: '17.9' },
  { EngineVersion: '17.10' },
];

const verify = (version: string, from?: string, versions = VERSIONS) =>
  verifyEngineVersion(
    {
      target: { region: 'eu-central-1' },
      facts: { engineVersions: async () => versions },
    } as any,
    version,
    from,
  );

describe('verifyEngineVersion', () => {
  it.each<[string, string | undefined]>([
    ['17', undefined],
    ['17.9', undefined],
    ['17.6', '17.4'],
    ['17.9', '17.5'],
    ['17.1', '17.1'],
  ])('accepts %s from %s', async (version, from) => {
    await expect(verify(version, from)).resolves.toBeUndefined();
  });

  it('rejects a version that RDS does not offer, with the nearest ones, the newer first', async () => {
    await expect(verify('17.7')).rejects.toMatchObject({
      name: 'InputError',
      message:
        'engineVersion: RDS does not offer PostgreSQL 17.7 in eu-central-1; the nearest valid versions: 17.8, 17.6, 17.9',
    });
  });

  it('rejects a deprecated version for a new database', async () => {
    await expect(verify('17.4')).rejects.toThrow(
      'the nearest valid versions: 17.5, 17.6, 17.8',
    );
  });

  it('rejects an upgrade that RDS does not support, and names no other major version', async () => {
    await expect(verify('17.9', '17.4')).rejects.toThrow(
      'engineVersion: RDS does not upgrade PostgreSQL 17.4 to 17.9; the nearest valid versions: 17.6',
    );
  });

  it.each(['17.6', '16.1'])(
    'says that no version is valid if %s cannot be upgraded',
    async from => {
      await expect(verify('17.9', from)).rejects.toThrow(
        `engineVersion: RDS does not upgrade PostgreSQL ${from} to 17.9; no version is valid`,
      );
    },
  );
});
