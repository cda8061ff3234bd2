import { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import { listQuerySchema } from '../router/requests';
import { environmentSchema } from './outputSchemas';
import type { ActionOptions } from './registerActions';

/** Registers `list`: the environments that the caller may see. */
export function registerListAction(
  registry: ActionsRegistryService,
  { environments }: Pick<ActionOptions, 'environments'>,
): void {
  registry.register({
    name: 'list',
    title: 'List PostgreSQL environments',
    description:
      'Lists the PostgreSQL environments that you may see, with owner, size, retention, status, expiry and outputs (endpoint, ARN of the secret and so on). Reads from CloudFormation; changes nothing.',
    schema: {
      input: () => listQuerySchema,
      output: z => z.object({ items: z.array(environmentSchema) }),
    },
    attributes: { readOnly: true, destructive: false, idempotent: true },
    action: async ({ input, credentials }) => ({
      output: {
        items: await environments.list({ credentials, target: input.target }),
      },
    }),
  });
}
