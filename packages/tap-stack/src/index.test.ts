import * as sizes from './props/sizes';
import * as stack from '.';

describe('exports', () => {
  it('of @tap/stack', () => {
    expect(
      Object.entries(stack).map(([name, value]) => `${name}: ${typeof value}`),
    ).toMatchInlineSnapshot(`
      [
        "DEFAULT_ENGINE_VERSION: string",
        "ENGINE_MAJOR_VERSIONS: object",
        "FEATURE_FLAGS: object",
        "METADATA_PARAMETER: string",
        "TapStack: function",
        "TapStackPropsError: function",
        "memoryPlan: function",
        "resolveEngineVersion: function",
        "resolveRegion: function",
        "rotateCredentials: function",
        "synthesizeTemplate: function",
        "usableConnections: function",
        "EGRESS_NAMES: object",
        "defaultEgress: function",
        "DEFAULT_SIZE: string",
        "RETENTION_NAMES: object",
        "SIZES: object",
        "SIZE_FIELDS: object",
        "databaseMemoryBytes: function",
        "defaultBackupRetentionDays: function",
        "defaultLogRetentionDays: function",
        "isBurstable: function",
        "maxStorageGiB: function",
        "needsAttention: function",
        "requiredZones: function",
        "storageGiB: function",
      ]
    `);
  });

  it('of @tap/stack/sizes', () => {
    expect(Object.keys(sizes).sort()).toMatchInlineSnapshot(`
      [
        "DEFAULT_SIZE",
        "RETENTION_NAMES",
        "SIZES",
        "SIZE_FIELDS",
        "databaseMemoryBytes",
        "defaultBackupRetentionDays",
        "defaultLogRetentionDays",
        "isBurstable",
        "maxStorageGiB",
        "needsAttention",
        "requiredZones",
        "storageGiB",
      ]
    `);
  });

  it('of sizes do not load aws-cdk-lib, so that browsers can use them', () => {
    jest.isolateModules(() => {
      jest.doMock('aws-cdk-lib', () => {
        throw new Error('aws-cdk-lib was loaded');
      });
      try {
        expect(require('./props/sizes').SIZES).toEqual(sizes.SIZES);
        expect(() => require('./TapStack')).toThrow('aws-cdk-lib was loaded');
      } finally {
        jest.dontMock('aws-cdk-lib');
      }
    });
  });
});
