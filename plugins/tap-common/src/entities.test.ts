import { entityEnvelopeSchemaValidator } from '@backstage/catalog-model';
import { ANNOTATIONS } from './annotations';
import { environmentEntities, replicaEndpoints } from './entities';
import { RESERVED_TYPE_PREFIX } from './entityTypes';
import { sampleEnvironment } from './testUtils';

const environment = sampleEnvironment({
  target: 'sandbox',
  size: 'large',
  outputs: {
    ...sampleEnvironment().outputs!,
    ReadReplica2Endpoint: 'replica-2.example',
    ReadReplica1Endpoint: 'replica-1.example',
    ReadReplica1Port: '6432',
  },
});

describe('environmentEntities', () => {
  it('escapes a description for pages that render it as Markdown', () => {
    const described = (description?: string) =>
      environmentEntities({ ...environment, description })[0].metadata
        .description;
    expect(described('Orders (v2), branch feature_x')).toBe(
      'Orders (v2), branch feature_x',
    );
    expect(described('![x](//evil) <img src=x> \\<b>')).toBe(
      '!\\[x](//evil) \\<img src=x> \\\\\\<b>',
    );
    expect(described()).toBe('PostgreSQL 17.9 environment, size large');
  });

  it('gives its entities types with the reserved prefix, which other types do not have', () => {
    for (const { spec } of environmentEntities(environment)) {
      expect(spec?.type).toMatch(new RegExp(`^${RESERVED_TYPE_PREFIX}`));
    }
    for (const other of ['service', 'database', 'bucket']) {
      expect(other).not.toMatch(new RegExp(`^${RESERVED_TYPE_PREFIX}`));
    }
  });

  it('makes no Resource for what the stack does not have', () => {
    const {
      BastionInstanceId: _bastion,
      KmsKeyArn: _key,
      ...outputs
    } = environment.outputs!;
    expect(
      environmentEntities({ ...environment, outputs })
        .slice(1)
        .map(({ metadata, spec }) => [metadata.name, spec?.dependsOn]),
    ).toEqual([
      ['tap-orders-database', undefined],
      ['tap-orders-replica-1', ['resource:default/tap-orders-database']],
      ['tap-orders-replica-2', ['resource:default/tap-orders-database']],
      ['tap-orders-bucket', undefined],
    ]);
  });

  it('returns a System and a Resource for each part, with their dependencies', () => {
    const entities = environmentEntities(environment);
    expect(
      entities.map(e => [e.kind, e.metadata.name, e.spec?.dependsOn]),
    ).toEqual([
      ['System', 'tap-orders', undefined],
      ['Resource', 'tap-orders-database', ['resource:default/tap-orders-key']],
      [
        'Resource',
        'tap-orders-replica-1',
        [
          'resource:default/tap-orders-database',
          'resource:default/tap-orders-key',
        ],
      ],
      [
        'Resource',
        'tap-orders-replica-2',
        [
          'resource:default/tap-orders-database',
          'resource:default/tap-orders-key',
        ],
      ],
      ['Resource', 'tap-orders-bastion', ['resource:default/tap-orders-key']],
      ['Resource', 'tap-orders-key', undefined],
      ['Resource', 'tap-orders-bucket', ['resource:default/tap-orders-key']],
    ]);
    for (const entity of entities) {
      expect(() => entityEnvelopeSchemaValidator()(entity)).not.toThrow();
      expect(entity.spec?.owner).toBe('group:default/payments');
      expect(entity.metadata.annotations?.[ANNOTATIONS.stackId]).toBe(
        environment.stackId,
      );
    }
  });

  it('contains the settings of the environment in the annotations', () => {
    const described = { ...environment, description: 'Orders' };
    const { annotations } = environmentEntities(described)[0].metadata;
    expect(annotations).toMatchObject({
      'tap.internal/account-id': '111122223333',
      'tap.internal/size': 'large',
      'tap.internal/retention': 'destroy',
      'tap.internal/engine-version': '17.9',
      'tap.internal/backup-retention-days': '7',
    });
    expect(annotations).not.toHaveProperty(['tap.internal/owner']);
    expect(annotations).not.toHaveProperty(['tap.internal/description']);
  });

  it('returns only the System if the stack has no outputs', () => {
    const entities = environmentEntities({
      ...environment,
      status: 'creating',
      outputs: undefined,
    });
    expect(entities.map(e => e.kind)).toEqual(['System']);
    expect(entities[0].metadata.annotations).toMatchObject({
      [ANNOTATIONS.status]: 'creating',
    });
  });

  it('contains the target in the name if it is not the default one', () => {
    expect(
      environmentEntities({ ...environment, isDefaultTarget: false })[1]
        .metadata.name,
    ).toBe('tap-orders.sandbox-database');
  });
});

describe('replicaEndpoints', () => {
  it('sorts them and falls back to the port of the primary', () => {
    expect(replicaEndpoints(environment.outputs!)).toEqual([
      { index: 1, endpoint: 'replica-1.example', port: '6432' },
      { index: 2, endpoint: 'replica-2.example', port: '5432' },
    ]);
  });
});
