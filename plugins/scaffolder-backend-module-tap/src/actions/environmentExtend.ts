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
 * Creates the action `tap:environment:extend`: lets an environment live for a time from now on. It changes one
 * parameter of the stack and cannot touch the database. A dry run tells when the environment expires now.
 *
 * The action fails with the environment service's own error: InputError (bad input, before any AWS call),
 * NotFoundError, NotAllowedError, or ConflictError where the state does not allow it.
 *
 * @param options - the environment service, and what waits for the catalog
 * @public
 */
export function createEnvironmentExtendAction(options: {
  catalog: Pick<CatalogWait, 'untilShown'>;
  environments: EnvironmentService;
}) {
  const { catalog, environments } = options;
  return createTemplateAction({
    id: 'tap:environment:extend',
    description: 'Changes when a PostgreSQL environment expires',
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
          `Environment ${names.suffix} expires ${
            expiresAt ? `at ${expiresAt}` : 'never'
          } now; it would expire ${request.expiresIn} after the task is run`,
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
