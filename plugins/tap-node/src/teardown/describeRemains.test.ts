import { resource, teardownRuntime } from '../__testUtils__/teardownRuntime';
import { describeRemains } from './describeRemains';

const FAILED = { ResourceStatus: 'DELETE_FAILED' as const };

describe('describeRemains', () => {
  it('names what could not be deleted, with the reason, and what is left besides', async () => {
    const runtime = teardownRuntime({
      resources: [
        resource('AWS::S3::Bucket', 'bucket-1', {
          ...FAILED,
          ResourceStatusReason: 'The bucket is not empty',
        }),
        resource('AWS::EC2::VPC', 'vpc-1', FAILED),
        resource('AWS::KMS::Key', 'key-1'),
        resource('AWS::EC2::Subnet', 'subnet-1', {
          ResourceStatus: 'DELETE_COMPLETE',
        }),
        resource('AWS::RDS::DBInstance', undefined),
      ],
    });
    await expect(
      describeRemains(runtime, { StackId: 'stack' } as any),
    ).resolves.toBe(
      'Bucket (AWS::S3::Bucket): The bucket is not empty. VPC (AWS::EC2::VPC): AWS gave no reason. Also left: Key (AWS::KMS::Key).',
    );
  });

  it('says that termination protection prevents a retry', async () => {
    const runtime = teardownRuntime({ resources: [] });
    await expect(
      describeRemains(runtime, { EnableTerminationProtection: true } as any),
    ).resolves.toBe(
      'Termination protection of the stack is on, so the deletion is not retried: switch it off in the CloudFormation console.',
    );
  });

  it.each([
    [
      'The following resource(s) failed to delete: [Bucket]',
      'The following resource(s) failed to delete: [Bucket].',
    ],
    [
      undefined,
      'The CloudFormation console shows the resources that remain and the reasons.',
    ],
  ])(
    'does not hide the failure if the resources cannot be read: %s',
    async (StackStatusReason, expected) => {
      const runtime = teardownRuntime({ resources: new Error('throttled') });
      await expect(
        describeRemains(runtime, { StackStatusReason } as any),
      ).resolves.toBe(expected);
    },
  );
});
