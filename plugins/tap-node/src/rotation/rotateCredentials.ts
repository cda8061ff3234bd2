import { Stack } from '@aws-sdk/client-cloudformation';
import { ConflictError } from '@backstage/errors';
import {
  EnvironmentMetadata,
  OperationRequest,
  suffixOfStackName,
} from '@tap/plugin-tap-common';
import { assertRuns } from '../deploy/assertCanBeUpdated';
import { changeMetadata } from '../deploy/changeMetadata';
import { readDeployed } from '../deploy/readDeployed';
import { Operation } from '../operation/Operation';
import { TargetRuntime } from '../operation/TargetRuntime';
import { OperationOptions } from '../TapEngine';

const MILLISECONDS_PER_HOUR = 3_600_000;

/**
 * Rotates the passwords of the roles of an environment: the stack module changes them in the update. It changes parameters only,
 * so nothing else of the environment changes, and a failed update is rolled back.
 *
 * @throws ConflictError if the environment has no roles or cannot rotate them, its database does not run, or the state of the
 *   stack does not allow it
 */
export async function rotateCredentials(
  runtime: TargetRuntime,
  operation: Operation,
  { graceHours }: OperationRequest<'rotate-credentials'>,
  options: OperationOptions,
): Promise<void> {
  const now = Date.now();
  const credentialsRotation = {
    requestedAt: new Date(now).toISOString(),
    previousValidUntil: new Date(
      now + graceHours * MILLISECONDS_PER_HOUR,
    ).toISOString(),
  };
  const parameters =
    runtime.stackModule.rotateCredentials?.(credentialsRotation);
  return changeMetadata(
    runtime,
    operation,
    options,
    metadata => ({ ...metadata, credentialsRotation }),
    {
      check: async (stack, metadata) => {
        assertCanRotate(stack, parameters);
        await assertDatabaseRuns(runtime, stack, metadata);
      },
      parameters,
    },
  );
}

function assertCanRotate(
  { Outputs = [], Parameters = [], StackName }: Stack,
  parameters: Record<string, string> | undefined,
): void {
  const suffix = suffixOfStackName(StackName!);
  if (!parameters) {
    throw new ConflictError(
      `suffix: the stack module of this portal (tap.stack.module) does not rotate passwords; nothing was done for '${suffix}'.`,
    );
  }
  const present = Parameters.map(({ ParameterKey }) => ParameterKey);
  if (Object.keys(parameters).every(name => present.includes(name))) {
    return;
  }
  const hasBastion = Outputs.some(
    ({ OutputKey }) => OutputKey === 'BastionInstanceId',
  );
  throw new ConflictError(
    `suffix: the database of '${suffix}' has no roles whose passwords can be rotated; nothing was done. ${
      hasBastion
        ? 'An earlier release created it. Change the environment first, for example backupRetentionDays: that creates the roles, unless it shares a bastion with other environments.'
        : 'The roles are created on a bastion, and the environment has none. Change the password of the master user in Amazon RDS and in its secret.'
    }`,
  );
}

async function assertDatabaseRuns(
  runtime: TargetRuntime,
  stack: Stack,
  { runState }: EnvironmentMetadata,
): Promise<void> {
  const { databaseStatus } = await readDeployed(runtime, stack);
  assertRuns({
    suffix: suffixOfStackName(stack.StackName!)!,
    runState,
    databaseStatus,
  });
}
