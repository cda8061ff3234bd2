import { ConflictError } from '@backstage/errors';
import { OperationRequest } from '@tap/plugin-tap-common';
import { stackToEnvironment } from '../stack';
import { TargetRuntime } from '../operation/TargetRuntime';

/**
 * Reads the expiry again, right before an expired environment is deleted, so that a late extension wins. Does nothing
 * for a requested teardown.
 *
 * @throws ConflictError if the environment has another expiry or none, or has not expired yet
 */
export async function assertStillExpired(
  runtime: TargetRuntime,
  stackId: string,
  { onlyIfExpired }: Pick<OperationRequest<'teardown'>, 'onlyIfExpired'>,
): Promise<void> {
  if (onlyIfExpired === undefined) {
    return;
  }
  const stack = await runtime.stacks.describe(stackId);
  const environment = stack && stackToEnvironment(stack, runtime.target);
  if (
    environment?.expiresAt !== onlyIfExpired ||
    Date.parse(onlyIfExpired) > Date.now()
  ) {
    throw new ConflictError(
      `onlyIfExpired: the environment ${
        environment?.expiresAt
          ? `expires at ${environment.expiresAt}`
          : 'has no expiry'
      }, not at ${onlyIfExpired} as given for the teardown: the environment was changed in the meantime; nothing was done.`,
    );
  }
}
