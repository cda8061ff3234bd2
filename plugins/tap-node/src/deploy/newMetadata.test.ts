import {
  EnvironmentMetadata,
  environmentRequestSchema,
  parseRequest,
  RETENTIONS,
} from '@tap/plugin-tap-common';
import * as stackModule from '@tap/stack/module';
import { testTarget } from '../__testUtils__/testTarget';
import { StackFacts } from '../stackModule';
import { completeRequest } from './completeRequest';
import { newMetadata, updatedMetadata } from './newMetadata';

const TARGET = testTarget();
const NOW = new Date('2026-11-01T00:00:00Z');
const PINS = { availabilityZones: ['us-east-1a', 'us-east-1b'] };

function ask(fields: object) {
  return parseRequest(environmentRequestSchema, { suffix: 'a-b', ...fields });
}

function made(fields: object): EnvironmentMetadata {
  return {
    ...newMetadata(completeRequest(ask(fields), TARGET, undefined), {
      target: TARGET,
      owner: 'user:default/jo',
      taskId: 'task-1',
      now: NOW,
      pins: PINS,
      stackModule,
    }),
    engineVersion: '17.5',
  };
}

function changed(
  before: EnvironmentMetadata,
  fields: object,
  actualStorageGiB?: number,
  deployed: Pick<StackFacts, 'options'> = {},
  currentEngineVersion = before.engineVersion,
) {
  const request = completeRequest(ask(fields), TARGET, before);
  return updatedMetadata(before, request, {
    target: TARGET,
    owner: before.owner,
    taskId: 'task-2',
    now: NOW,
    actualStorageGiB,
    currentEngineVersion,
    deployed,
  });
}

describe('newMetadata', () => {
  it('sets an absolute expiry, and backups by size and retention', () => {
    expect(made({ size: 'small', expiresIn: '2d' })).toMatchObject({
      expiresAt: '2026-11-03T00:00:00.000Z',
      backupRetentionDays: 1,
      pins: { ...PINS, databaseZonePinned: true },
    });
    expect(made({ size: 'medium', retention: 'retain' })).toMatchObject({
      expiresAt: undefined,
      backupRetentionDays: 14,
      pins: { databaseZonePinned: false },
    });
  });
});

describe('pinned options', () => {
  const VPC = 'vpc-0123456789abcdef0';
  const NETWORK = {
    vpcId: VPC,
    isolatedSubnetIds: ['subnet-a', 'subnet-b'],
    privateSubnetIds: ['subnet-c'],
  };

  it('are those of the target at creation, and stay', () => {
    const target = {
      ...TARGET,
      extendedSupport: true,
      network: { ...NETWORK, availabilityZones: PINS.availabilityZones },
      rolePath: '/apps/',
      vpcCidr: '10.1.0.0/16',
    };
    const request = completeRequest(ask({ size: 'small' }), target, undefined);
    const created = newMetadata(request, {
      target,
      owner: 'user:default/jo',
      now: NOW,
      pins: PINS,
      stackModule,
    });
    const options = {
      extendedSupport: true,
      network: NETWORK,
      rolePath: '/apps/',
      vpcCidr: '10.1.0.0/16',
    };
    expect(created.pins.options).toEqual(options);
    const before = { ...created, engineVersion: '17.5' };
    expect(
      changed(before, { backupRetentionDays: 9 }, undefined, {
        options: { rolePath: '/other/' },
      }).pins.options,
    ).toEqual(options);
  });

  it.each([
    ['micro', {}, 'public-ip'],
    ['small', {}, 'public-ip'],
    ['medium', {}, 'nat-gateway'],
    ['large', {}, 'nat-gateway'],
    ['micro', { egress: 'nat-gateway' as const }, 'nat-gateway'],
    ['large', { egress: 'none' as const }, 'none'],
    [
      'micro',
      { network: { ...NETWORK, availabilityZones: PINS.availabilityZones } },
      undefined,
    ],
  ])(
    'have an egress by size, unless the target sets it: %s, %j',
    (size, more, egress) => {
      const target = { ...TARGET, ...more };
      expect(
        newMetadata(completeRequest(ask({ size }), target, undefined), {
          target,
          owner: 'user:default/jo',
          now: NOW,
          pins: PINS,
          stackModule,
        }).pins.options!.egress,
      ).toBe(egress);
    },
  );

  it('that the metadata of an earlier release lack are read from its template', () => {
    const before = made({ size: 'micro' });
    const { egress: _, ...options } = before.pins.options!;
    const strict = {
      ...before,
      pins: { ...before.pins, options: { ...options, rolePath: '/apps/' } },
    };
    expect(
      changed(strict, { size: 'small' }, undefined, {
        options: { egress: 'nat-gateway', rolePath: '/tap/' },
      }).pins.options,
    ).toMatchObject({ egress: 'nat-gateway', rolePath: '/apps/' });
  });

  it('of an environment without them are read from its template, with the first change', () => {
    const { options: _, ...pins } = made({ size: 'small' }).pins;
    const before = { ...made({ size: 'small' }), pins };
    const deployed = { options: { rolePath: '/old/', vpcCidr: '10.2.0.0/16' } };
    expect(changed(before, {}, undefined, deployed)).toBe(before);
    expect(
      changed(before, { backupRetentionDays: 9 }, undefined, deployed).pins
        .options,
    ).toEqual(deployed.options);
  });
});

describe('updatedMetadata', () => {
  const before = made({
    size: 'small',
    expiresIn: '2d',
    description: 'Orders',
    backupRetentionDays: 3,
  });

  it('is the very same where only another task asks', () => {
    expect(changed(before, { size: 'small' }, 50)).toBe(before);
  });

  it.each(RETENTIONS)(
    'changes nothing else where only backups are asked for, with retention %s',
    retention => {
      const existing = {
        ...made({ size: 'large', retention, description: 'Orders' }),
        finalSnapshot: retention === 'snapshot' ? true : undefined,
      };
      expect(changed(existing, { backupRetentionDays: 9 }, 200)).toEqual({
        ...existing,
        backupRetentionDays: 9,
        lastTaskId: 'task-2',
      });
    },
  );

  it('keeps the promise of a final snapshot only while the retention makes it', () => {
    const settled = {
      ...made({ size: 'small', retention: 'snapshot' }),
      finalSnapshot: true,
    };
    expect(changed(settled, { backupRetentionDays: 9 })).toMatchObject({
      finalSnapshot: true,
    });
    const destroyed = changed(settled, { retention: 'destroy' });
    expect(destroyed.finalSnapshot).toBeUndefined();
    expect(changed(destroyed, { retention: 'snapshot' })).toMatchObject({
      finalSnapshot: true,
    });
  });

  it('is the very same where nothing is asked for of what is protected', () => {
    const existing = made({ size: 'small', retention: 'retain' });
    expect(changed(existing, {}, 50)).toBe(existing);
  });

  it('keeps what is not asked for', () => {
    expect(changed(before, { size: 'medium' }, 50)).toMatchObject({
      size: 'medium',
      expiresAt: before.expiresAt,
      description: 'Orders',
      backupRetentionDays: 3,
      lastTaskId: 'task-2',
      engineVersion: '17.5',
    });
  });

  it('removes a description and an expiry on request', () => {
    const described = made({
      size: 'small',
      description: 'Orders',
      expiresIn: '2d',
    });
    expect(changed(described, { description: '' }).description).toBeUndefined();
    expect(changed(described, { expiresIn: 'never' })).toMatchObject({
      expiresAt: undefined,
      description: 'Orders',
    });
  });

  it('never names a zone again once the database was Multi-AZ', () => {
    const multi = changed(before, { size: 'medium' });
    const single = changed(multi, { size: 'small' });
    expect(single.pins.databaseZonePinned).toBe(false);
  });

  it('never lets storage shrink', () => {
    expect(changed(before, { size: 'micro' }, 120).pins.actualStorageGiB).toBe(
      120,
    );
    expect(
      changed(before, { size: 'large' }, 50).pins.actualStorageGiB,
    ).toBeUndefined();
  });

  it('takes the expiry away from what is protected, and remembers the protection', () => {
    const retained = changed(before, { retention: 'retain' });
    expect(retained).toMatchObject({ expiresAt: undefined });
    expect(changed(retained, { size: 'large' }).wasRetained).toBeUndefined();
    const released = changed(retained, { retention: 'destroy' });
    expect(released).toMatchObject({
      retention: 'destroy',
      wasRetained: true,
    });
    expect(changed(released, { size: 'micro' }).wasRetained).toBe(true);
  });

  it.each([
    [{}, '17.9'],
    [{ engineVersion: '17' }, '17.9'],
    [{ engineVersion: '17.5' }, '17.9'],
    [{ engineVersion: '17.10' }, '17.10'],
  ])('keeps what RDS has upgraded 17.5 to: %j', (fields, engineVersion) => {
    expect(changed(made({}), fields, undefined, {}, '17.9')).toMatchObject({
      engineVersion,
    });
  });

  it('keeps a newer major version that RDS has upgraded to', () => {
    const upgraded = (fields: object) =>
      changed(made({}), fields, undefined, {}, '18.1').engineVersion;
    expect(upgraded({})).toBe('18.1');
    expect(() => upgraded({ engineVersion: '17' })).toThrow(
      'the environment has PostgreSQL 18.1',
    );
  });

  it('takes a newer minor version only where it is asked for', () => {
    expect(
      changed(before, { size: 'small', engineVersion: '17.9' }).engineVersion,
    ).toBe('17.9');
    expect(() =>
      changed(before, { size: 'small', engineVersion: '17.2' }),
    ).toThrow(/cannot downgrade 17.5 to 17.2/);
    expect(() =>
      changed(before, { size: 'small', engineVersion: '18' }),
    ).toThrow(/major upgrade.*for example 17.6/);
  });
});
