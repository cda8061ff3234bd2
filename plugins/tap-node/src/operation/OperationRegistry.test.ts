import { Stack } from '@aws-sdk/client-cloudformation';
import { StackOperation } from '@tap/plugin-tap-common';
import { deferred } from '../__testUtils__/deferred';
import { Target } from '../config';
import { Operation, OperationPurpose } from './Operation';
import { OperationRegistry } from './OperationRegistry';

const REF = { suffix: 'orders', target: 'sandbox' };

function operation(purpose: OperationPurpose, token: string): Operation {
  const target = { name: 'sandbox' } as Target;
  return new Operation(purpose, REF, target, token);
}

describe('OperationRegistry', () => {
  it.each<[OperationPurpose, StackOperation | undefined, string]>([
    ['deploy', undefined, 'being deployed'],
    ['deploy', 'create', 'being created'],
    ['deploy', 'update', 'being changed'],
    ['change', undefined, 'being changed'],
    ['teardown', undefined, 'being torn down'],
    ['follow', undefined, 'being worked on'],
  ])(
    'reports the operation in progress: %s, accepted as %s, is %s',
    async (purpose, kind, words) => {
      const registry = new OperationRegistry();
      const end = deferred<void>();
      const current = operation(purpose, 'first');
      const running = registry.run(current, {}, async () => {
        if (kind) {
          current.accepted(
            kind,
            { StackName: 'TapStack-orders' } as Stack,
            false,
          );
        }
        await end.promise;
      });
      const first = running.next();

      const other = operation(purpose === 'deploy' ? 'change' : 'deploy', 'b');
      await expect(
        registry.run(other, {}, async () => {}).next(),
      ).rejects.toMatchObject({
        name: 'ConflictError',
        message: `suffix: the environment 'orders' on target 'sandbox' is ${words}; nothing was done. Wait until that operation has ended, or cancel its task, and try again.`,
      });
      end.resolve();
      await first;
    },
  );
});
