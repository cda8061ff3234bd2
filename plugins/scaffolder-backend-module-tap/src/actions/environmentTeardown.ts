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
 * Creates the action `tap:environment:teardown`: deletes an environment, and waits until CloudFormation confirms by stack
 * ARN that it is deleted and the catalog has removed it. A dry run logs what would be lost and what would be kept, and fails if
 * something would block the teardown.
 *
 * The action fails with the error of the environment service: InputError (invalid input, before any AWS call),
 * NotFoundError, NotAllowedError, or ConflictError, which names what blocks the teardown.
 *
 * @param options - the environment service, and the wait for the catalog
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
      'Tears down a PostgreSQL environment and confirms the deletion',
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
        const summary = `Dry run: nothing was torn down. Would be lost: ${lost} Would be kept: ${kept}`;
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
      // The task page renders the output as Markdown, and a custom resource can have any physical ID.
      ctx.output('summary', escapedForMarkdown(summary));
      await catalog.untilGone(completed.environment, ctx);
    },
  });
}

function summaryText({ environment, kept }: CompletedEvent): string {
  const retained = kept.filter(({ kind }) => kind === 'retained');
  const orphaned = kept.filter(({ kind }) => kind === 'orphaned');
  return [
    `Stack ${environment.stackName} of environment ${environment.suffix} was deleted.`,
    retained.length
      ? `Retained: ${list(retained)}.`
      : 'No resources were retained.',
    ...(orphaned.length
      ? [
          `NOT deleted, because the deletion failed: ${list(
            orphaned,
          )}. Delete these resources manually; they can incur costs.`,
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
