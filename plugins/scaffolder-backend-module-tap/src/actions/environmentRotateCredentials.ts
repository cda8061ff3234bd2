import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import {
  Environment,
  parseRequest,
  rotateCredentialsRequestSchema,
} from '@tap/plugin-tap-common';
import { examples } from './environmentRotateCredentials.examples';
import { inputProperties } from './inputProperties';
import * as outputProps from './outputProperties';
import { ChangeServices, runChange } from './runChange';

/**
 * Creates the action `tap:environment:rotate-credentials`: gives each role of the database a new user name and password in its
 * secret. It changes parameters of the stack only, and restarts nothing. A dry run fails if the rotation would be rejected, and
 * logs the secrets that would change.
 *
 * The action fails with the error of the environment service: InputError (invalid input, before any AWS call),
 * NotFoundError, NotAllowedError, or ConflictError if the database has no roles or does not run.
 *
 * @param options - the environment service, and the wait for the catalog
 * @public
 */
export function createEnvironmentRotateCredentialsAction(
  options: ChangeServices,
) {
  return createTemplateAction({
    id: 'tap:environment:rotate-credentials',
    description:
      'Rotates the passwords of the database roles of a PostgreSQL environment',
    examples,
    supportsDryRun: true,
    schema: {
      input: inputProperties(rotateCredentialsRequestSchema.shape),
      output: {
        ...outputProps.ofChange,
        previousValidUntil: outputProps.previousValidUntil,
        secretArns: outputProps.secretArns,
      },
    },
    async handler(ctx) {
      const request = parseRequest(rotateCredentialsRequestSchema, ctx.input);
      const environment = await runChange(ctx, options, {
        operation: 'rotate-credentials',
        request,
        preview: existing =>
          `The task would store a new user name and password in each of the secrets of environment ${
            existing.suffix
          } (${secretArns(existing).join(
            ', ',
          )}). The database would ${graceText(
            request.graceHours,
          )}. Nothing would be restarted or replaced.`,
        done: ({ credentialsRotation, suffix }) =>
          `The passwords of environment ${suffix} were rotated. The previous ones are accepted until ${credentialsRotation?.previousValidUntil}`,
      });
      ctx.output('secretArns', secretArns(environment));
      if (!ctx.isDryRun) {
        ctx.output(
          'previousValidUntil',
          environment.credentialsRotation?.previousValidUntil,
        );
      }
    },
  });
}

function graceText(hours: number): string {
  if (hours === 0) {
    return 'no longer accept the previous passwords';
  }
  return `accept the previous passwords for ${
    hours === 1 ? '1 hour' : `${hours} hours`
  }`;
}

/** The secrets of the roles, not that of the master user, which is not rotated. */
function secretArns({ outputs }: Environment): string[] {
  return [
    outputs?.OwnerSecretArn,
    outputs?.ReadWriteSecretArn,
    outputs?.ReadOnlySecretArn,
  ].filter(arn => arn !== undefined);
}
