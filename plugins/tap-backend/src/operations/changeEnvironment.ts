import { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  Environment,
  ExtendRequest,
  TransferRequest,
} from '@tap/plugin-tap-common';
import { EnvironmentService } from '@tap/plugin-tap-node';
import { randomUUID } from 'node:crypto';

/** What the changes ask for that are over in seconds, and need no task. */
interface ChangeRequests {
  extend: ExtendRequest;
  transfer: TransferRequest;
}

/**
 * Gives an environment a new expiry or another owner, and waits until its stack says so.
 *
 * @param operation - which of the two
 * @param request - which environment, and how long from now on or whose
 * @param options - `credentials` are the caller's
 * @returns the environment afterwards
 * @throws InputError, NotAllowedError, NotFoundError or ConflictError where it is refused
 */
export async function changeEnvironment<K extends keyof ChangeRequests>(
  operation: K,
  request: ChangeRequests[K],
  options: {
    environments: EnvironmentService;
    credentials: BackstageCredentials;
  },
): Promise<Environment> {
  const { environments, credentials } = options;
  const authorization = await environments.authorize(operation, request, {
    credentials,
  });
  const events = environments[operation](request, {
    authorization,
    token: `tap-${operation}-${randomUUID()}`,
  });
  for await (const event of events) {
    if (event.type === 'completed') {
      return event.environment;
    }
  }
  throw new Error(
    `The change of ${request.suffix} (${operation}) ended without a result; look at the environment before trying again`,
  );
}
