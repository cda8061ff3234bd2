import { StackResourceSummary } from '@aws-sdk/client-cloudformation';
import { DBInstance } from '@aws-sdk/client-rds';
import { Environment } from '@tap/plugin-tap-common';
import { sampleEnvironment } from '@tap/plugin-tap-common/testUtils';
import { resource, teardownRuntime } from '../__testUtils__/teardownRuntime';
import { preflight } from './preflight';

const DATABASE = resource('AWS::RDS::DBInstance', 'orders');
const KEY = resource('AWS::KMS::Key', 'key-1');

interface Facts {
  resources?: StackResourceSummary[];
  instance?: DBInstance;
  retention?: Environment['retention'];
  acknowledgeLostSnapshots?: boolean;
}

function check({
  resources = [KEY, DATABASE],
  instance = {},
  retention = 'destroy',
  acknowledgeLostSnapshots,
}: Facts) {
  const runtime = teardownRuntime({
    resources,
    instances: { orders: { DBInstanceStatus: 'available', ...instance } },
    snapshots: { orders: [{ DBSnapshotIdentifier: 'before-migration' }] },
  });
  return preflight(
    runtime,
    { StackId: 'stack' } as any,
    sampleEnvironment({ suffix: 'orders', retention }),
    { acknowledgeLostSnapshots },
  );
}

/** The codes of the findings. */
async function codes(facts: Facts): Promise<string[]> {
  return check(facts).then(
    () => [],
    error => error.findings.map(({ code }: { code: string }) => code),
  );
}

describe('preflight', () => {
  it('counts the resources that are not yet deleted', async () => {
    const deleted = resource('AWS::EC2::VPC', 'vpc-1', {
      ResourceStatus: 'DELETE_COMPLETE',
    });
    await expect(
      check({ resources: [KEY, DATABASE, deleted], retention: 'snapshot' }),
    ).resolves.toBe(2);
  });

  it('does not read a database that was never created', async () => {
    const planned = resource('AWS::RDS::DBInstance', undefined);
    await expect(check({ resources: [KEY, planned] })).resolves.toBe(2);
  });

  it('names manual snapshots that become unreadable with the key', async () => {
    await expect(check({})).rejects.toMatchObject({
      findings: [
        {
          code: 'manual-snapshots',
          text: "Manual snapshots are encrypted with the environment's KMS key and become unreadable when it is deleted: before-migration.",
          resource: 'orders',
        },
      ],
    });
  });

  it.each<[string, Facts]>([
    ['the user acknowledges it', { acknowledgeLostSnapshots: true }],
    ['the key is not of the stack', { resources: [DATABASE] }],
    ['the retention keeps the key', { retention: 'snapshot' }],
  ])('does not block for snapshots if %s', async (_, facts) => {
    await expect(codes(facts)).resolves.toEqual([]);
  });

  it('names read replicas outside the stack, but not those of the stack', async () => {
    const instance = { ReadReplicaDBInstanceIdentifiers: ['ours', 'theirs'] };
    const replica = resource('AWS::RDS::DBInstance', 'ours');
    await expect(
      check({
        resources: [DATABASE, replica],
        instance,
        acknowledgeLostSnapshots: true,
      }),
    ).rejects.toMatchObject({
      findings: [
        {
          code: 'external-replicas',
          text: 'The database orders has read replicas outside the environment: theirs.',
          resource: 'orders',
        },
      ],
    });
  });

  it('names a database whose deletion protection is on', async () => {
    await expect(
      check({ instance: { DeletionProtection: true }, retention: 'snapshot' }),
    ).rejects.toMatchObject({
      findings: [
        {
          code: 'deletion-protection',
          text: 'Deletion protection of the database orders is on.',
          resource: 'orders',
        },
      ],
    });
  });

  it.each([
    'failed',
    'incompatible-network',
    'inaccessible-encryption-credentials',
    'inaccessible-encryption-credentials-recoverable',
    'storage-full',
    'restore-error',
    'creating',
  ])('reports that RDS takes no final snapshot in state %s', async state => {
    const instance = { DBInstanceStatus: state };
    await expect(codes({ instance, retention: 'snapshot' })).resolves.toEqual([
      'no-final-snapshot',
    ]);
    await expect(check({ instance, retention: 'snapshot' })).rejects.toThrow(
      `while the database orders is in state ${state}.`,
    );
  });

  it.each<[string, Facts]>([
    [
      'in other states',
      { instance: { DBInstanceStatus: 'storage-full-soon' } },
    ],
    [
      'for a read replica, which has none',
      {
        instance: {
          DBInstanceStatus: 'failed',
          ReadReplicaSourceDBInstanceIdentifier: 'primary',
        },
      },
    ],
  ])('expects a final snapshot %s', async (_, facts) => {
    await expect(codes({ ...facts, retention: 'snapshot' })).resolves.toEqual(
      [],
    );
  });

  it('requires no final snapshot for retention destroy', async () => {
    const instance = { DBInstanceStatus: 'failed' };
    await expect(
      codes({ instance, acknowledgeLostSnapshots: true }),
    ).resolves.toEqual([]);
  });
});
