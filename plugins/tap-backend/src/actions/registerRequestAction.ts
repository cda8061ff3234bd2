import { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import { environmentRequestSchema, parseRequest } from '@tap/plugin-tap-common';
import { startRequest } from '../operations/startRequest';
import { startedTaskSchema } from './outputSchemas';
import type { ActionOptions } from './registerActions';

/** Registers `request`: asks for an environment. */
export function registerRequestAction(
  registry: ActionsRegistryService,
  options: ActionOptions,
): void {
  registry.register({
    name: 'request',
    title: 'Request a PostgreSQL environment',
    description:
      'Starts a task that creates a PostgreSQL environment on AWS, or updates the one of that name, and returns the ID of the task at once: creating takes about twenty minutes. An update can restart the database; `plan` tells beforehand. Costs money for as long as the environment lives.',
    schema: {
      input: () => environmentRequestSchema,
      output: () => startedTaskSchema,
    },
    // It may change an environment that exists, and each call starts another task.
    attributes: { readOnly: false, destructive: true, idempotent: false },
    action: async ({ input, credentials }) => ({
      output: await startRequest(
        parseRequest(environmentRequestSchema, input),
        { ...options, credentials },
      ),
    }),
  });
}
