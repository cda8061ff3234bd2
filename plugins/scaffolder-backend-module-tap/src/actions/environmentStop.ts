import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { parseRequest, stopRequestSchema } from '@tap/plugin-tap-common';
import { examples } from './environmentStop.examples';
import { inputProperties } from './inputProperties';
import * as outputProps from './outputProperties';
import { ChangeServices, runChange } from './runChange';

/** Only the portal itself sets the other fields. */
const inputSchema = stopRequestSchema.pick({ suffix: true, target: true });

/**
 * Creates the action `tap:environment:stop`: stops the database of an environment, and keeps it stopped. The action ends when RDS
 * has accepted the stop, which takes RDS minutes, up to an hour. A dry run fails if the stop would be rejected.
 *
 * The action fails with the error of the environment service: InputError (invalid input, before any AWS call),
 * NotFoundError, NotAllowedError, or ConflictError if the state does not allow the operation, or for read replicas.
 *
 * @param options - the environment service, and the wait for the catalog
 * @public
 */
export function createEnvironmentStopAction(options: ChangeServices) {
  return createTemplateAction({
    id: 'tap:environment:stop',
    description: 'Stops the database of a PostgreSQL environment',
    examples,
    supportsDryRun: true,
    schema: {
      input: inputProperties(inputSchema.shape),
      output: outputProps.ofChange,
    },
    async handler(ctx) {
      await runChange(ctx, options, {
        operation: 'stop',
        request: parseRequest(inputSchema, ctx.input),
        preview: ({ status, suffix }) =>
          `Environment ${suffix} is ${status}. The task would stop its database: applications could not connect, and RDS would charge no instance hours.`,
        done: ({ suffix }) => `RDS stops the database of environment ${suffix}`,
      });
    },
  });
}
