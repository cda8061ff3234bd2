import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { Environment, ExtendRequest } from '@tap/plugin-tap-common';
import { EnvironmentService } from '@tap/plugin-tap-node';
import { randomUUID } from 'node:crypto';

/**
 * Gives an environment a new expiry, and waits until its stack says so.
 *
 * @param request - which one, and how long from now on
 * @param options - `credentials` are the caller's
 * @returns the environment afterwards
 * @throws NotAllowedError, NotFoundError or ConflictError where it is refused
 */
export async function extendEnvironment(
  request: ExtendRequest,
  options: {
    environments: EnvironmentService;
    credentials: BackstageCredentials;
  },
): Promise<Environment> {
  const { environments, credentials } = options;
  const authorization = await environments.authorize('extend', request, {
    credentials,
  });
  const events = environments.extend(request, {
    authorization,
    token: `tap-extend-${randomUUID()}`,
  });
  for await (const event of events) {
    if (event.type === 'completed') {
      return event.environment;
    }
  }
  throw new Error(
    `The extension of ${request.suffix} ended without a result; look at the environment before trying again`,
  );
}
