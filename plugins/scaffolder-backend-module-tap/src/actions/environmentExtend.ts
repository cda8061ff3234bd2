import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { extendRequestSchema, parseRequest } from '@tap/plugin-tap-common';
import type { EnvironmentService } from '@tap/plugin-tap-node';
import { CatalogWait } from '../catalog/CatalogWait';
import { runOperation } from '../operation';
import { environmentNames } from './environmentNames';
import { examples } from './environmentExtend.examples';
import { inputProperties } from './inputProperties';
import * as outputProps from './outputProperties';

/**
 * Creates the action `tap:environment:extend`: sets the lifetime of an environment, from now. It changes one parameter of
 * the stack and does not affect the database. A dry run logs the current expiry.
 *
 * The action fails with the error of the environment service: InputError (invalid input, before any AWS call),
 * NotFoundError, NotAllowedError, or ConflictError if the state does not allow the operation.
 *
 * @param options - the environment service, and the wait for the catalog
 * @public
 */
export function createEnvironmentExtendAction(options: {
  catalog: Pick<CatalogWait, 'untilShown'>;
  environments: EnvironmentService;
}) {
  const { catalog, environments } = options;
  return createTemplateAction({
    id: 'tap:environment:extend',
    description: 'Extends or shortens the lifetime of a PostgreSQL environment',
    examples,
    supportsDryRun: true,
    schema: {
      input: inputProperties(extendRequestSchema.shape),
      output: {
        entityRef: outputProps.entityRef,
        environmentUrl: outputProps.environmentUrl,
        suffix: outputProps.suffix,
        target: outputProps.target,
        stackId: outputProps.stackId,
        expiresAt: outputProps.expiresAt,
      },
    },
    async handler(ctx) {
      const request = parseRequest(extendRequestSchema, ctx.input);
      const names = environmentNames(request, environments);
      ctx.output('entityRef', names.entityRef);
      ctx.output('environmentUrl', names.environmentUrl);
      ctx.output('suffix', names.suffix);
      ctx.output('target', names.target);

      if (ctx.isDryRun) {
        const { expiresAt, stackId } = await environments.get(names, {
          credentials: await ctx.getInitiatorCredentials(),
        });
        ctx.logger.info(
          `Environment ${names.suffix} ${
            expiresAt ? `expires at ${expiresAt}` : 'never expires'
          }. The task would set its expiry to ${
            request.expiresIn
          } after it runs.`,
        );
        ctx.output('stackId', stackId);
        ctx.output('expiresAt', expiresAt);
        return;
      }

      const { environment } = await runOperation(ctx, {
        environments,
        operation: 'extend',
        ref: names,
        input: request,
      });

      ctx.logger.info(
        `Environment ${names.suffix} expires at ${environment.expiresAt}`,
      );
      ctx.output('stackId', environment.stackId);
      ctx.output('expiresAt', environment.expiresAt);
      await catalog.untilShown(environment, ctx);
    },
  });
}
