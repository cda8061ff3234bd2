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
        "resolveEngineVersion: function",
        "resolveRegion: function",
        "synthesizeTemplate: function",
        "RETENTION_NAMES: object",
        "SIZES: object",
        "databaseMemoryBytes: function",
        "defaultBackupRetentionDays: function",
        "isBurstable: function",
        "maxConnections: function",
        "maxStorageGiB: function",
        "storageGiB: function",
      ]
    `);
  });

  it('of @tap/stack/sizes', () => {
    expect(Object.keys(sizes).sort()).toMatchInlineSnapshot(`
      [
        "RETENTION_NAMES",
        "SIZES",
        "databaseMemoryBytes",
        "defaultBackupRetentionDays",
        "isBurstable",
        "maxConnections",
        "maxStorageGiB",
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
