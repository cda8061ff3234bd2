import { EnvironmentMetadata } from '@tap/plugin-tap-common';
import { loosenedProtections } from './loosenedProtections';

const STRICT: EnvironmentMetadata = {
  owner: 'group:default/payments',
  size: 'medium',
  retention: 'retain',
  engineVersion: '17.9',
  backupRetentionDays: 14,
  pins: { availabilityZones: ['us-east-1a', 'us-east-1b'] },
};

const TARGET = {
  sizeSpecs: { medium: { multiAz: true }, micro: { multiAz: false } },
} as unknown as Parameters<typeof loosenedProtections>[2];

const database = (isProtected: boolean) => ({
  Resources: {
    Database: {
      Type: 'AWS::RDS::DBInstance',
      Properties: { DeletionProtection: isProtected },
    },
  },
});

function codes(
  after: Partial<EnvironmentMetadata>,
  isProtected = true,
  before: Partial<EnvironmentMetadata> = {},
) {
  return loosenedProtections(
    { metadata: { ...STRICT, ...before }, template: database(true) },
    { metadata: { ...STRICT, ...after }, template: database(isProtected) },
    TARGET,
  ).map(({ code }) => code);
}

describe('loosenedProtections', () => {
  it.each<[string, Partial<EnvironmentMetadata>]>([
    ['retention-loosened', { retention: 'snapshot' }],
    ['backups-shortened', { backupRetentionDays: 13 }],
    ['standby-removed', { size: 'micro' }],
  ])('reports %s', (code, after) => {
    expect(codes(after)).toEqual([code]);
  });

  it('reports a database that loses its deletion protection', () => {
    expect(codes({}, false)).toEqual(['deletion-protection-off']);
  });

  it('reports nothing for stricter settings or none', () => {
    expect(codes({})).toEqual([]);
    expect(
      codes({ retention: 'retain', backupRetentionDays: 35 }, true, {
        retention: 'destroy',
        size: 'micro',
      }),
    ).toEqual([]);
  });

  it('reports nothing about a size that was removed from app-config', () => {
    expect(codes({ size: 'micro' }, true, { size: 'removed' })).toEqual([]);
  });
});
