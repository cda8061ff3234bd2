import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import {
  escapedForMarkdown,
  KeptResource,
  parseRequest,
  plainText,
  RETENTION_TEXTS,
  teardownRequestSchema,
} from '@tap/plugin-tap-common';
import type { EnvironmentService } from '@tap/plugin-tap-node';
import { CatalogWait } from '../catalog/CatalogWait';
import { CompletedEvent, runOperation } from '../operation';
import { environmentNames } from './environmentNames';
import { examples } from './environmentTeardown.examples';
import { inputProperties } from './inputProperties';
import * as outputProps from './outputProperties';

/**
 * Creates the action `tap:environment:teardown`: removes an environment and waits until CloudFormation, asked by stack
 * ARN, says that it is gone, and the catalog has removed it. A dry run tells what would be lost and what would be kept, and fails with what would block
 * the teardown.
 *
 * The action fails with the environment service's own error: InputError (bad input, before any AWS call),
 * NotFoundError, NotAllowedError, or ConflictError, naming what blocks the teardown.
 *
 * @param options - the environment service, and what waits for the catalog
 * @public
 */
export function createEnvironmentTeardownAction(options: {
  catalog: Pick<CatalogWait, 'untilGone'>;
  environments: EnvironmentService;
}) {
  const { catalog, environments } = options;
  return createTemplateAction({
    id: 'tap:environment:teardown',
    description:
      'Tears a PostgreSQL environment down, and proves that it is gone',
    examples,
    supportsDryRun: true,
    schema: {
      input: inputProperties(teardownRequestSchema.innerType().shape),
      output: {
        suffix: outputProps.suffix,
        target: outputProps.target,
        stackId: outputProps.stackId,
        kept: outputProps.kept,
        summary: outputProps.summary,
      },
    },
    async handler(ctx) {
      const request = parseRequest(teardownRequestSchema, ctx.input);
      const names = environmentNames(request, environments);
      ctx.output('suffix', names.suffix);
      ctx.output('target', names.target);

      if (ctx.isDryRun) {
        const by = { credentials: await ctx.getInitiatorCredentials() };
        const { retention, stackId } = await environments.get(names, by);
        await environments.check('teardown', request, by);
        const { lost, kept } = RETENTION_TEXTS[retention];
        const summary = `Nothing was torn down. What would be lost: ${lost} What would be kept: ${kept}`;
        ctx.logger.info(summary);
        ctx.output('stackId', stackId);
        ctx.output('kept', []);
        ctx.output('summary', summary);
        return;
      }

      const completed = await runOperation(ctx, {
        environments,
        operation: 'teardown',
        ref: names,
        input: request,
      });

      const summary = summaryText(completed);
      ctx.logger.info(plainText(summary));
      ctx.output('stackId', completed.environment.stackId);
      ctx.output('kept', completed.kept);
      // The task's page takes the output for Markdown, and a custom resource can have any physical ID.
      ctx.output('summary', escapedForMarkdown(summary));
      await catalog.untilGone(completed.environment, ctx);
    },
  });
}

function summaryText({ environment, kept }: CompletedEvent): string {
  const retained = kept.filter(({ kind }) => kind === 'retained');
  const orphaned = kept.filter(({ kind }) => kind === 'orphaned');
  return [
    `Stack ${environment.stackName} of environment ${environment.suffix} is gone.`,
    retained.length
      ? `Kept on purpose: ${list(retained)}.`
      : 'Nothing was kept on purpose.',
    ...(orphaned.length
      ? [
          `NOT gone, because it could not be removed: ${list(
            orphaned,
          )}. Remove it by hand; it may go on costing money.`,
        ]
      : []),
  ].join(' ');
}

function list(resources: KeptResource[]): string {
  return resources
    .map(
      ({ logicalId, physicalId, reason, resourceType }) =>
        `${physicalId ?? logicalId} (${resourceType}; ${reason})`,
    )
    .join(', ');
}
