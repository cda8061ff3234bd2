import { ConflictError } from '@backstage/errors';
import { OperationRequest } from '@tap/plugin-tap-common';
import { stackToEnvironment } from '../stack';
import { TargetRuntime } from '../operation/TargetRuntime';

/**
 * Reads the expiry once more, right before an expired environment is deleted, so that an extension at the last
 * second wins. Does nothing for a teardown that somebody has asked for.
 *
 * @throws ConflictError where the environment has another expiry by now, or none, or is not due yet
 * @internal
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
      }, and not at ${onlyIfExpired} as the teardown was told: somebody has extended it, and nothing was done.`,
    );
  }
}
