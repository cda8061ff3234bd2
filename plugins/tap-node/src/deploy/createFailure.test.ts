import { Stack } from '@aws-sdk/client-cloudformation';
import { resource, teardownRuntime } from '../__testUtils__/teardownRuntime';
import { Operation } from '../operation/Operation';
import { createFailure } from './createFailure';

const STACK: Stack = {
  StackId: 'arn:aws:cloudformation:eu-central-1:1:stack/TapStack-orders/1',
  StackName: 'TapStack-orders',
  StackStatus: 'DELETE_COMPLETE',
  CreationTime: new Date(0),
};

const skipped = { ResourceStatus: 'DELETE_SKIPPED' as const };
const KEY = resource('AWS::KMS::Key', 'key-1', skipped);
const BUCKET = resource('AWS::S3::Bucket', 'bucket-1', skipped);
const VPC = resource('AWS::EC2::VPC', 'vpc-1', {
  ResourceStatus: 'DELETE_COMPLETE',
});

/** The error of a cancelled creation whose stack is deleted. */
function cancelled(
  resources: Parameters<typeof teardownRuntime>[0]['resources'],
) {
  const operation: Partial<Operation> = {
    ref: { suffix: 'orders', target: 'main' },
    signal: AbortSignal.abort(),
  };
  return createFailure(
    teardownRuntime({ resources }),
    operation as Operation,
    { stack: undefined, events: [] },
    STACK,
  );
}

describe('createFailure', () => {
  it('names each resource that a cancelled creation leaves', async () => {
    await expect(cancelled([KEY, VPC, BUCKET])).resolves.toMatchObject({
      name: 'StackOperationError',
      message:
        "The creation of 'orders' was cancelled. CloudFormation has deleted the stack, but these resources remain and can cost money: Key (AWS::KMS::Key key-1), Bucket (AWS::S3::Bucket bucket-1). Delete them by hand.",
      findings: [
        { code: 'resource-left', resource: 'key-1' },
        { code: 'resource-left', resource: 'bucket-1' },
      ],
    });
  });

  it('says that nothing is left', async () => {
    await expect(cancelled([VPC])).resolves.toMatchObject({
      name: 'OperationCancelledError',
      message: expect.stringMatching(/Nothing is left/),
    });
  });

  it('does not say that nothing is left if it cannot be read', async () => {
    await expect(cancelled(new Error('Rate exceeded'))).resolves.toMatchObject({
      name: 'StackOperationError',
      message: expect.stringMatching(/could not be read/),
    });
  });
});
