import { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import { parseRequest, teardownRequestSchema } from '@tap/plugin-tap-common';
import { startTeardown } from '../operations/startTeardown';
import { teardownInputSchema } from '../router/requests';
import { startedTaskSchema } from './outputSchemas';
import type { ActionOptions } from './registerActions';

/** Registers `request-teardown`: asks for an environment to be torn down. */
export function registerRequestTeardownAction(
  registry: ActionsRegistryService,
  options: ActionOptions,
): void {
  registry.register({
    name: 'request-teardown',
    title: 'Tear down a PostgreSQL environment',
    description:
      'Starts a task that tears a PostgreSQL environment down and returns the ID of the task at once. The data is lost for good, save what the retention of the environment keeps; environments with retention `retain` are refused, and so is one that had it once unless acknowledgeRetained is true. What would block the teardown is named at once, and no task is started.',
    schema: {
      input: () => teardownInputSchema,
      output: () => startedTaskSchema,
    },
    attributes: { readOnly: false, destructive: true, idempotent: false },
    action: async ({ input, credentials }) => ({
      output: await startTeardown(parseRequest(teardownRequestSchema, input), {
        ...options,
        credentials,
      }),
    }),
  });
}
