import { Stack } from '@aws-sdk/client-cloudformation';
import { TAGS } from '@tap/plugin-tap-common';
import { describedStack } from '../__testUtils__/describedStack';
import { resource, teardownRuntime } from '../__testUtils__/teardownRuntime';
import { checkTeardown } from './teardownEnvironment';

const STACK = describedStack(
  {},
  {
    Tags: [
      { Key: TAGS.portal, Value: 'tap' },
      { Key: TAGS.suffix, Value: 'orders' },
    ],
  },
);

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
