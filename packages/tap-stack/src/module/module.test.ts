import { SIZES } from '../props/sizes';
import { EXISTING_NETWORK, PINNED } from '../__testUtils__/shapes';
import * as tapStackModule from '.';
import { synthesize } from './synthesize';

const INPUT = {
  accountId: '123456789012',
  region: 'eu-central-1',
  suffix: 'orders',
  stackName: 'TapStack-orders',
  size: SIZES.small,
  retention: 'retain' as const,
  engineVersion: '17.9',
  imageId: 'ami-0123456789abcdef0',
  isSettled: false,
};

function template(more: Partial<typeof INPUT> = {}) {
  return JSON.parse(synthesize({ ...INPUT, ...more }).templateBody);
}

describe('TapStack as a stack module', () => {
  it('exports this, and does not load aws-cdk-lib', () => {
    expect(Object.keys(tapStackModule).sort()).toMatchInlineSnapshot(`
      [
        "defaultBackupRetentionDays",
        "defaultEgress",
        "defaultSize",
        "describe",
        "hostInstanceType",
        "imageParameter",
        "requiredZones",
        "rotateCredentials",
        "settle",
        "sizeFields",
        "sizes",
        "standbyParameters",
        "synthesizer",
      ]
    `);
    expect(Object.values(tapStackModule)).not.toContain(undefined);
    jest.isolateModules(() => {
      jest.doMock('aws-cdk-lib', () => {
        throw new Error('aws-cdk-lib was loaded');
      });
      try {
        expect(require('.').sizes).toEqual(SIZES);
      } finally {
        jest.dontMock('aws-cdk-lib');
      }
    });
  });

  it('names the primary, its version, and everything that holds data', () => {
    expect(tapStackModule.describe(template())).toEqual({
      primaryDatabase: 'DatabaseInstance',
      engineVersion: '17.9',
      instanceClass: 'db.t4g.medium',
      replicas: [
        {
          logicalId: 'ReadReplica1Instance',
          instanceClass: 'db.t4g.medium',
          engineVersion: '17.9',
        },
      ],
      dataHolders: expect.arrayContaining([
        'AccessLogs',
        'Bucket',
        'DatabaseInstance',
        'Key',
        'Secret',
      ]),
      options: {
        egress: 'nat-gateway',
        extendedSupport: false,
        network: undefined,
        rolePath: '/tap/',
        vpcCidr: '10.0.0.0/16',
      },
    });
    expect(tapStackModule.describe(template())!.dataHolders).toHaveLength(5);
    expect(tapStackModule.describe({})).toBeUndefined();
  });

  it('describes a template without properties', () => {
    const { options } = tapStackModule.describe({
      Resources: { Only: { Type: 'AWS::RDS::DBInstance' } },
    })!;
    expect(options).toEqual({ egress: 'none', extendedSupport: false });
  });

  it('reads the options that must not change from a template', () => {
    const options = {
      egress: 'nat-gateway',
      extendedSupport: true,
      network: { ...EXISTING_NETWORK, privateSubnetIds: ['subnet-0a'] },
      rolePath: '/apps/',
    };
    const { availabilityZones } = PINNED;
    const made = template({ ...options, availabilityZones } as object);
    expect(tapStackModule.describe(made)!.options).toEqual({
      ...options,
      vpcCidr: undefined,
    });
  });

  it.each(['nat-gateway', 'public-ip', 'none'] as const)(
    'reads the egress %s from a template',
    egress => {
      const made = template({ egress } as object);
      expect(tapStackModule.describe(made)!.options.egress).toBe(egress);
    },
  );

  it.each(['destroy', 'snapshot', 'retain'] as const)(
    'settles a stack as synthesize does, with retention %s',
    retention => {
      const retained = { retention: retention as 'retain' };
      const created = template(retained);
      expect(tapStackModule.settle(created, retention)).toEqual(
        template({ ...retained, isSettled: true }),
      );
      expect(created).toEqual(template(retained));
    },
  );

  it('leaves a template without a database as it is', () => {
    expect(tapStackModule.settle({}, 'retain')).toEqual({});
  });

  it('evaluates what a standby must not have lower than its primary', () => {
    const parameters = (size: 'small' | 'large', overrides = {}) =>
      tapStackModule.standbyParameters(
        JSON.parse(
          synthesize({ ...INPUT, databaseParameters: overrides }).templateBody,
        ),
        SIZES[size],
      );
    expect(parameters('small')).toEqual({
      max_connections: 190,
      max_worker_processes: 8,
      max_wal_senders: 20,
      max_prepared_transactions: 0,
      max_locks_per_transaction: 64,
    });
    expect(parameters('large', { max_wal_senders: '30' })).toMatchObject({
      max_connections: 500,
      max_wal_senders: 30,
    });
    expect(
      tapStackModule.standbyParameters({}, { ...SIZES.large, vcpus: 8 })
        .max_worker_processes,
    ).toBe(16);
  });

  it('leaves out what is not a number', () => {
    const group = {
      Type: 'AWS::RDS::DBParameterGroup',
      Properties: { Parameters: { max_wal_senders: 'unknown' } },
    };
    expect(
      tapStackModule.standbyParameters(
        { Resources: { ParameterGroup: group } },
        SIZES.small,
      ),
    ).not.toHaveProperty('max_wal_senders');
  });

  it('gives the replicas another class than the primary while a change needs it', () => {
    const made = JSON.parse(
      synthesize({ ...INPUT, replicaInstanceClass: 'db.r7g.xlarge' })
        .templateBody,
    );
    expect(made.Resources.ReadReplica1Instance.Properties.DBInstanceClass).toBe(
      'db.r7g.xlarge',
    );
    expect(made.Resources.DatabaseInstance.Properties.DBInstanceClass).toBe(
      'db.t4g.medium',
    );
  });

  it('pins the image of the bastion', () => {
    expect(template().Resources.BastionInstance.Properties.ImageId).toBe(
      'ami-0123456789abcdef0',
    );
  });
});
