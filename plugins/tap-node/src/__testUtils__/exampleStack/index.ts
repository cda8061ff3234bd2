import type {
  StackFacts,
  StackModule,
  StackResource,
  StackTemplate,
} from '@tap/plugin-tap-node';

export const sizes: StackModule['sizes'] = {
  tiny: {
    instanceClass: 'db.t4g.micro',
    vcpus: 2,
    memoryMiB: 1024,
    storageGiB: 20,
    multiAz: false,
    readReplicas: 0,
  },
  big: {
    instanceClass: 'db.m7g.large',
    vcpus: 2,
    memoryMiB: 8192,
    storageGiB: 100,
    multiAz: true,
    readReplicas: 0,
  },
};

export const defaultSize = 'tiny';

export const sizeFields: StackModule['sizeFields'] = {
  instanceClass: {
    type: 'string',
    pattern: '^db\\.[a-z0-9-]+\\.[a-z0-9-]+$',
    rule: 'must be an instance class of RDS',
  },
  vcpus: { type: 'number', min: 1, max: 192 },
  memoryMiB: { type: 'number', min: 1024, max: 4_194_304 },
  storageGiB: { type: 'number', min: 20, max: 65_536 },
  multiAz: { type: 'boolean' },
  readReplicas: { type: 'number', min: 0, max: 0 },
};

export const synthesizer = require.resolve('./ExampleStack');

export function requiredZones(): number {
  return 2;
}

export function defaultBackupRetentionDays(): number {
  return 7;
}

export function describe({
  Resources = {},
}: StackTemplate): StackFacts | undefined {
  return Resources.Postgres
    ? {
        primaryDatabase: 'Postgres',
        dataHolders: ['Postgres', 'Login', 'Files'],
      }
    : undefined;
}

export const settle: StackModule['settle'] = (template, retention) => {
  const postgres = template.Resources?.Postgres;
  if (!postgres || retention === 'destroy') {
    return template;
  }
  const settled: StackResource =
    retention === 'snapshot'
      ? { ...postgres, DeletionPolicy: 'Snapshot' }
      : {
          ...postgres,
          Properties: { ...postgres.Properties, DeletionProtection: true },
        };
  return {
    ...template,
    Resources: { ...template.Resources, Postgres: settled },
  };
};
