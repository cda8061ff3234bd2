import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import {
  ownerSecretArn,
  environmentRequestSchema,
  parseRequest,
} from '@tap/plugin-tap-common';
import type { EnvironmentService } from '@tap/plugin-tap-node';
import { CatalogWait } from '../catalog/CatalogWait';
import { planText, runOperation } from '../operation';
import { examples } from './environmentDeploy.examples';
import { environmentNames } from './environmentNames';
import { inputProperties } from './inputProperties';
import * as outputProps from './outputProperties';

/**
 * Creates the action `tap:environment:deploy`: creates a PostgreSQL environment or updates an existing one, and waits until
 * CloudFormation has completed and the catalog shows the result. A dry run logs the plan and changes nothing.
 *
 * The action fails with the error of the environment service: InputError (invalid input, before any AWS call),
 * NotAllowedError, ConflictError (the name is taken, or the state does not allow the operation), or the first cause of a
 * failure in AWS. A failed or cancelled creation leaves no stack.
 *
 * @param options - the environment service, and the wait for the catalog
 * @public
 */
export function createEnvironmentDeployAction(options: {
  catalog: Pick<CatalogWait, 'untilShown'>;
  environments: EnvironmentService;
}) {
  const { catalog, environments } = options;
  return createTemplateAction({
    id: 'tap:environment:deploy',
    description: 'Creates or updates a PostgreSQL environment on AWS',
    examples,
    supportsDryRun: true,
    schema: {
      input: inputProperties(environmentRequestSchema.shape),
      output: {
        entityRef: outputProps.entityRef,
        environmentUrl: outputProps.environmentUrl,
        suffix: outputProps.suffix,
        target: outputProps.target,
        stackName: outputProps.stackName,
        stackId: outputProps.stackId,
        region: outputProps.region,
        endpoint: outputProps.endpoint,
        port: outputProps.port,
        databaseName: outputProps.databaseName,
        secretArn: outputProps.secretArn,
        bastionInstanceId: outputProps.bastionInstanceId,
        kmsKeyArn: outputProps.kmsKeyArn,
        bucketName: outputProps.bucketName,
        expiresAt: outputProps.expiresAt,
      },
    },
    async handler(ctx) {
      const request = parseRequest(environmentRequestSchema, ctx.input);
      const names = environmentNames(request, environments);

      ctx.output('entityRef', names.entityRef);
      ctx.output('environmentUrl', names.environmentUrl);
      ctx.output('suffix', names.suffix);
      ctx.output('target', names.target);
      ctx.output('stackName', names.stackName);

      if (ctx.isDryRun) {
        const plan = await environments.plan(request, {
          credentials: await ctx.getInitiatorCredentials(),
        });
        planText(plan).forEach(line => ctx.logger.info(line));
        return;
      }

      const { environment } = await runOperation(ctx, {
        environments,
        operation: 'deploy',
        ref: names,
        input: request,
      });

      ctx.output('stackId', environment.stackId);
      ctx.output('region', environment.region);
      ctx.output('expiresAt', environment.expiresAt);
      const { outputs } = environment;
      ctx.output('endpoint', outputs?.DatabaseEndpoint);
      ctx.output('port', outputs && Number(outputs.DatabasePort));
      ctx.output('databaseName', outputs?.DatabaseName);
      ctx.output('secretArn', outputs && ownerSecretArn(outputs));
      ctx.output('bastionInstanceId', outputs?.BastionInstanceId);
      ctx.output('kmsKeyArn', outputs?.KmsKeyArn);
      ctx.output('bucketName', outputs?.BucketName);
      await catalog.untilShown(environment, ctx);
    },
  });
}
