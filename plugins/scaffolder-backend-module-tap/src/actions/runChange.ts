import type { ActionContext } from '@backstage/plugin-scaffolder-node';
import {
  Environment,
  OperationName,
  OperationRequest,
} from '@tap/plugin-tap-common';
import type { EnvironmentService } from '@tap/plugin-tap-node';
import { CatalogWait } from '../catalog/CatalogWait';
import { runOperation } from '../operation';
import { OperationContext } from '../operation/OperationContext';
import { environmentNames } from './environmentNames';

/** What the actions that change an existing environment need. @public */
export interface ChangeServices {
  catalog: Pick<CatalogWait, 'untilShown'>;
  environments: EnvironmentService;
}

/** A change of an existing environment. */
export interface Change<N extends OperationName> {
  operation: N;
  /** The parsed input. */
  request: OperationRequest<N>;
  /** What a dry run logs. */
  preview: (environment: Environment) => string;
  /** What is logged at the end. */
  done: (environment: Environment) => string;
}

/**
 * Runs a change of an existing environment, outputs its names, and waits until the catalog shows it. A dry run checks whether the
 * change would be rejected, and logs what it would do.
 *
 * @returns the environment after the change, or the current one in a dry run
 */
export async function runChange<N extends OperationName>(
  ctx: OperationContext & Pick<ActionContext<any, any>, 'isDryRun' | 'output'>,
  { catalog, environments }: ChangeServices,
  { done, operation, preview, request }: Change<N>,
): Promise<Environment> {
  const names = environmentNames(request, environments);
  ctx.output('entityRef', names.entityRef);
  ctx.output('environmentUrl', names.environmentUrl);
  ctx.output('suffix', names.suffix);
  ctx.output('target', names.target);

  if (ctx.isDryRun) {
    const by = { credentials: await ctx.getInitiatorCredentials() };
    const environment = await environments.get(names, by);
    await environments.check(operation, request, by);
    ctx.logger.info(preview(environment));
    ctx.output('stackId', environment.stackId);
    return environment;
  }

  const { environment } = await runOperation(ctx, {
    environments,
    operation,
    ref: names,
    input: request,
  });
  ctx.logger.info(done(environment));
  ctx.output('stackId', environment.stackId);
  await catalog.untilShown(environment, ctx);
  return environment;
}
