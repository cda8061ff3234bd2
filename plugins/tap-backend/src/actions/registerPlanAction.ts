import { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import { environmentRequestSchema, parseRequest } from '@tap/plugin-tap-common';
import { planSchema } from './outputSchemas';
import type { ActionOptions } from './registerActions';

/** Registers `plan`: what a request would do. */
export function registerPlanAction(
  registry: ActionsRegistryService,
  { environments }: Pick<ActionOptions, 'environments'>,
): void {
  registry.register({
    name: 'plan',
    title: 'Plan a PostgreSQL environment',
    description:
      'Tells what a request would do without doing it: resources added, changed or replaced, data losses and restarts first, warnings, and the monthly list price before and after. No environment is changed; the change set that tells of an update is never executed and always deleted.',
    schema: {
      input: () => environmentRequestSchema,
      output: () => planSchema,
    },
    attributes: { readOnly: true, destructive: false, idempotent: true },
    action: async ({ input, credentials }) => ({
      output: await environments.plan(
        parseRequest(environmentRequestSchema, input),
        { credentials },
      ),
    }),
  });
}
