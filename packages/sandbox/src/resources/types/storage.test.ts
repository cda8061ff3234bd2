import { create, destroy, memoryWorld } from '../__testUtils__/resources';
import { bucketObjects, putBucketObject } from './buckets';
import { isGroupClosed } from './defaultGroups';
import { PENDING_KEY } from './keys';

const BUCKET = 'AWS::S3::Bucket';
const CUSTOM = 'AWS::CloudFormation::CustomResource';

describe('a bucket', () => {
  it('has a lower-case name', async () => {
    await expect(
      create(memoryWorld(), BUCKET, 'Bucket'),
    ).resolves.toMatchObject({
      physicalId: 'tapstack-test-bucket-abcdefghijkl',
      attributes: { Arn: 'arn:aws:s3:::tapstack-test-bucket-abcdefghijkl' },
    });
  });

  it('14.7 can be deleted only if it is empty', async () => {
    const world = memoryWorld();
    const { physicalId } = await create(world, BUCKET, 'Bucket');
    putBucketObject(world, physicalId, { key: 'a', body: '1' });
    putBucketObject(world, physicalId, { key: 'a', body: '2' });
    expect(bucketObjects(world, physicalId)).toEqual([{ key: 'a', body: '2' }]);

    await expect(destroy(world, BUCKET, physicalId)).rejects.toThrow(
      'The bucket you tried to delete is not empty. You must delete all versions in the bucket. (Service: S3, Status Code: 409)',
    );
    expect(world.list(BUCKET)).toHaveLength(1);
  });

  it('14.8 is emptied when the custom resource that names it is deleted', async () => {
    const world = memoryWorld();
    const bucket = await create(world, BUCKET, 'Bucket');
    const custom = await create(world, CUSTOM, 'Empty', {
      ServiceToken: 'arn:aws:lambda:us-east-1:000000000000:function:f',
      BucketName: bucket.physicalId,
    });
    putBucketObject(world, bucket.physicalId, { key: 'a', body: '1' });

    await destroy(world, CUSTOM, custom.physicalId);
    await destroy(world, BUCKET, bucket.physicalId);

    expect(world.list(BUCKET)).toEqual([]);
  });

  it('must exist for a policy', async () => {
    await expect(
      create(memoryWorld(), 'AWS::S3::BucketPolicy', 'Policy', {
        Bucket: 'nobody-has-it',
      }),
    ).rejects.toThrow('The specified bucket does not exist');
  });
});

describe('a custom resource', () => {
  it('14.9 closes the default security group that it names', async () => {
    const world = memoryWorld();
    const vpc = await create(world, 'AWS::EC2::VPC', 'Vpc', {});
    const group = String(vpc.attributes.DefaultSecurityGroup);
    expect(isGroupClosed(world, group)).toBe(false);

    await create(world, CUSTOM, 'Close', {
      ServiceToken: 'arn:aws:lambda:us-east-1:000000000000:function:f',
      GroupId: group,
    });

    expect(isGroupClosed(world, group)).toBe(true);
  });
});

describe('a KMS key', () => {
  it('14.10 is deleted after its waiting period', async () => {
    const world = memoryWorld();
    const { physicalId } = await create(world, 'AWS::KMS::Key', 'Key', {
      PendingWindowInDays: 7,
    });

    await destroy(world, 'AWS::KMS::Key', physicalId);

    const [pending] = world.list<{ physicalId: string; deletionDate: string }>(
      PENDING_KEY,
    );
    expect(pending.physicalId).toBe(physicalId);
    const days = (Date.parse(pending.deletionDate) - Date.now()) / 86_400_000;
    expect(Math.round(days)).toBe(7);
  });
});
