import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { parseRequest, startRequestSchema } from '@tap/plugin-tap-common';
import { examples } from './environmentStart.examples';
import { inputProperties } from './inputProperties';
import * as outputProps from './outputProperties';
import { ChangeServices, runChange } from './runChange';

/** Only the portal itself sets the other fields. */
const inputSchema = startRequestSchema.pick({ suffix: true, target: true });

/**
 * Creates the action `tap:environment:start`: starts the database of an environment. The action ends when RDS has accepted the
 * start, which takes RDS minutes, in rare cases hours. A dry run fails if the start would be rejected.
 *
 * The action fails with the error of the environment service: InputError (invalid input, before any AWS call),
 * NotFoundError, NotAllowedError, or ConflictError if the state does not allow the operation.
 *
 * @param options - the environment service, and the wait for the catalog
 * @public
 */
export function createEnvironmentStartAction(options: ChangeServices) {
  return createTemplateAction({
    id: 'tap:environment:start',
    description: 'Starts the database of a PostgreSQL environment',
    examples,
    supportsDryRun: true,
    schema: {
      input: inputProperties(inputSchema.shape),
      output: outputProps.ofChange,
    },
    async handler(ctx) {
      await runChange(ctx, options, {
        operation: 'start',
        request: parseRequest(inputSchema, ctx.input),
        preview: ({ status, suffix }) =>
          `Environment ${suffix} is ${status}. The task would start its database: RDS would charge instance hours again.`,
        done: ({ suffix }) =>
          `RDS starts the database of environment ${suffix}`,
      });
    },
  });
}
