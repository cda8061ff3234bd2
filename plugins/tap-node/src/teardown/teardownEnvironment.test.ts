import { Stack } from '@aws-sdk/client-cloudformation';
import {
  encodeMetadata,
  METADATA_PARAMETER,
  TAGS,
} from '@tap/plugin-tap-common';
import { resource, teardownRuntime } from '../__testUtils__/teardownRuntime';
import { checkTeardown } from './teardownEnvironment';

const STACK: Stack = {
  StackId: 'arn:aws:cloudformation:eu-central-1:1:stack/TapStack-orders/1',
  StackName: 'TapStack-orders',
  StackStatus: 'CREATE_COMPLETE',
  CreationTime: new Date(0),
  Tags: [
    { Key: TAGS.portal, Value: 'tap' },
    { Key: TAGS.suffix, Value: 'orders' },
  ],
  Parameters: [
    {
      ParameterKey: METADATA_PARAMETER,
      ParameterValue: encodeMetadata({
        owner: 'group:default/payments',
        size: 'micro',
        retention: 'destroy',
        engineVersion: '17.9',
        backupRetentionDays: 1,
        pins: { availabilityZones: [] },
      }),
    },
  ],
};

/** Checks the teardown of a stack in a state; undefined for no stack. */
function check(StackStatus: Stack['StackStatus'] | undefined) {
  const { target, ...runtime } = teardownRuntime({
    resources: [resource('AWS::RDS::DBInstance', 'orders')],
    instances: { orders: { DeletionProtection: true } },
  });
  const describe = async () => StackStatus && { ...STACK, StackStatus };
  return checkTeardown(
    {
      ...runtime,
      portal: 'tap',
      target: { ...target, name: 'main' },
      stacks: Object.assign(runtime.stacks, { describe }),
    },
    {
      suffix: 'orders',
      confirm: 'orders',
      acknowledgeLostSnapshots: false,
      acknowledgeRetained: false,
    },
    { stackId: STACK.StackId },
  );
}

describe('checkTeardown', () => {
  it.each([undefined, 'DELETE_COMPLETE' as const])(
    'finds no environment for a stack in state %s',
    async status => {
      await expect(check(status)).rejects.toMatchObject({
        name: 'NotFoundError',
        message: expect.stringContaining("'orders'"),
      });
    },
  );

  it('reports what prevents the deletion, unless it is in progress', async () => {
    await expect(check('CREATE_COMPLETE')).rejects.toMatchObject({
      findings: [{ code: 'deletion-protection', resource: 'orders' }],
    });
    await expect(check('DELETE_IN_PROGRESS')).resolves.toBeUndefined();
  });
});
