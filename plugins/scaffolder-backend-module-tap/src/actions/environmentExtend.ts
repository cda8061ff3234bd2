import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { extendRequestSchema, parseRequest } from '@tap/plugin-tap-common';
import { examples } from './environmentExtend.examples';
import { inputProperties } from './inputProperties';
import * as outputProps from './outputProperties';
import { ChangeServices, runChange } from './runChange';

/**
 * Creates the action `tap:environment:extend`: sets the lifetime of an environment, from now. It changes one parameter of
 * the stack and does not affect the database. A dry run fails if the change would be rejected, and logs the current expiry.
 *
 * The action fails with the error of the environment service: InputError (invalid input, before any AWS call),
 * NotFoundError, NotAllowedError, or ConflictError if the state does not allow the operation.
 *
 * @param options - the environment service, and the wait for the catalog
 * @public
 */
export function createEnvironmentExtendAction(options: ChangeServices) {
  return createTemplateAction({
    id: 'tap:environment:extend',
    description: 'Extends or shortens the lifetime of a PostgreSQL environment',
    examples,
    supportsDryRun: true,
    schema: {
      input: inputProperties(extendRequestSchema.shape),
      output: { ...outputProps.ofChange, expiresAt: outputProps.expiresAt },
    },
    async handler(ctx) {
      const request = parseRequest(extendRequestSchema, ctx.input);
      const { expiresAt } = await runChange(ctx, options, {
        operation: 'extend',
        request,
        preview: existing =>
          `Environment ${existing.suffix} ${
            existing.expiresAt
              ? `expires at ${existing.expiresAt}`
              : 'never expires'
          }. The task would set its expiry to ${
            request.expiresIn
          } after it runs.`,
        done: changed =>
          `Environment ${changed.suffix} expires at ${changed.expiresAt}`,
      });
      ctx.output('expiresAt', expiresAt);
    },
  });
}
