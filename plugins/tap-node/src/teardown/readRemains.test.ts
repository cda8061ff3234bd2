import { resource, teardownRuntime } from '../__testUtils__/teardownRuntime';
import { readRemains } from './readRemains';

const SKIPPED = { ResourceStatus: 'DELETE_SKIPPED' as const };
const STACK = { StackId: 'stack' } as any;

const keptOf = async (...args: Parameters<typeof readRemains>) =>
  (await readRemains(...args)).kept;
describe('readRemains', () => {
  it.each(['Retain', 'RetainExceptOnCreate'])(
    'reports what DeletionPolicy %s keeps as retained on purpose',
    async DeletionPolicy => {
      const runtime = teardownRuntime({
        resources: [
          resource('AWS::KMS::Key', 'key-1', SKIPPED),
          resource('AWS::S3::Bucket', 'bucket-1', {
            ResourceStatus: 'DELETE_COMPLETE',
          }),
        ],
        template: { Resources: { Key: { DeletionPolicy } } },
      });
      const kept = {
        logicalId: 'Key',
        resourceType: 'AWS::KMS::Key',
        physicalId: 'key-1',
        kind: 'retained',
        monthlyUsd: 1,
      };
      await expect(keptOf(runtime, STACK, 'retain')).resolves.toEqual([
        { ...kept, reason: 'Retention: Protect it' },
      ]);
      await expect(keptOf(runtime, STACK, undefined)).resolves.toEqual([
        {
          ...kept,
          reason: `DeletionPolicy: ${DeletionPolicy}`,
        },
      ]);
    },
  );

  it('reports what the deletion skipped without a policy as orphaned, with the reason', async () => {
    const runtime = teardownRuntime({
      resources: [
        resource('AWS::S3::Bucket', 'bucket-1', {
          ...SKIPPED,
          ResourceStatusReason: 'The bucket is not empty',
        }),
        resource('AWS::KMS::Key', 'key-1', SKIPPED),
      ],
      template: {
        Resources: { Bucket: {}, Key: { DeletionPolicy: 'Delete' } },
      },
    });
    await expect(keptOf(runtime, STACK, 'destroy')).resolves.toMatchObject([
      { kind: 'orphaned', reason: 'The bucket is not empty' },
      {
        kind: 'orphaned',
        reason:
          'CloudFormation skipped it: it still exists and has to be removed by hand',
      },
    ]);
  });

  it('reports the snapshots of the databases', async () => {
    const runtime = teardownRuntime({
      resources: [
        resource('AWS::RDS::DBInstance', 'orders', {
          ResourceStatus: 'DELETE_COMPLETE',
        }),
        resource('AWS::RDS::DBInstance', undefined),
      ],
      snapshots: {
        orders: [
          {
            DBSnapshotIdentifier: 'orders-final',
            SnapshotCreateTime: new Date('2026-11-20T12:00:00Z'),
            AllocatedStorage: 100,
          },
          { DBSnapshotIdentifier: 'orders-pending' },
        ],
      },
    });
    const snapshot = {
      logicalId: 'DBInstance',
      resourceType: 'AWS::RDS::DBSnapshot',
      kind: 'retained',
    };
    await expect(keptOf(runtime, STACK, 'snapshot')).resolves.toEqual([
      {
        ...snapshot,
        physicalId: 'orders-final',
        reason: 'Snapshot of the database from 2026-11-20T12:00:00.000Z',
        monthlyUsd: 9.5,
      },
      {
        ...snapshot,
        physicalId: 'orders-pending',
        reason: 'Snapshot of the database from its deletion',
      },
    ]);
  });

  it('returns what the deletion has removed', async () => {
    const runtime = teardownRuntime({
      resources: [
        resource('AWS::S3::Bucket', 'bucket-1', {
          ResourceStatus: 'DELETE_COMPLETE',
        }),
        resource('AWS::KMS::Key', 'key-1', SKIPPED),
      ],
    });
    await expect(readRemains(runtime, STACK, 'destroy')).resolves.toMatchObject(
      {
        removed: [
          {
            logicalId: 'Bucket',
            resourceType: 'AWS::S3::Bucket',
            physicalId: 'bucket-1',
          },
        ],
        kept: [{ logicalId: 'Key' }],
      },
    );
  });
});
