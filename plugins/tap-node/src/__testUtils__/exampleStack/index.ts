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
  const { Resources = {} } = template;
  const { Postgres, Login, Files } = Resources;
  if (!Postgres || retention === 'destroy') {
    return template;
  }
  const settled: Record<string, StackResource> =
    retention === 'snapshot'
      ? { Postgres: { ...Postgres, DeletionPolicy: 'Snapshot' } }
      : {
          Postgres: kept({
            ...Postgres,
            Properties: { ...Postgres.Properties, DeletionProtection: true },
          }),
          Login: kept(Login),
          Files: kept(Files),
        };
  return { ...template, Resources: { ...Resources, ...settled } };
};

function kept(resource: StackResource): StackResource {
  return { ...resource, DeletionPolicy: 'RetainExceptOnCreate' };
}
