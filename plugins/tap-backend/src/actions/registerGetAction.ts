import { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import { environmentRefSchema } from '../router/requests';
import { environmentSchema } from './outputSchemas';
import type { ActionOptions } from './registerActions';

/** Registers `get`: one environment. */
export function registerGetAction(
  registry: ActionsRegistryService,
  { environments }: Pick<ActionOptions, 'environments'>,
): void {
  registry.register({
    name: 'get',
    title: 'Get a PostgreSQL environment',
    description:
      'Tells everything about one PostgreSQL environment: owner, size, retention, status, expiry and outputs (endpoint, ARN of the secret and so on). Reads from CloudFormation; changes nothing.',
    schema: {
      input: () => environmentRefSchema,
      output: () => environmentSchema,
    },
    attributes: { readOnly: true, destructive: false, idempotent: true },
    action: async ({ input, credentials }) => ({
      output: await environments.get(input, { credentials }),
    }),
  });
}
