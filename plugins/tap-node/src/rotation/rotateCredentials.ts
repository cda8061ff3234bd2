import { Stack } from '@aws-sdk/client-cloudformation';
import { ConflictError } from '@backstage/errors';
import {
  CredentialsRotation,
  EnvironmentMetadata,
  OperationRequest,
  suffixOfStackName,
} from '@tap/plugin-tap-common';
import { assertRuns } from '../deploy/assertCanBeUpdated';
import { changeMetadata, checkMetadataChange } from '../deploy/changeMetadata';
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
  const credentialsRotation = rotationOf(graceHours);
  const parameters =
    runtime.stackModule.rotateCredentials?.(credentialsRotation);
  return changeMetadata(
    runtime,
    operation,
    options,
    metadata => ({ ...metadata, credentialsRotation }),
    {
      check: (stack, metadata) =>
        assertRotates(runtime, stack, metadata, parameters),
      parameters,
      failure: {
        what: `The passwords of '${operation.ref.suffix}' could not be rotated.`,
        // The script rotates the secrets one after the other, and each is valid at any time.
        rolledBack:
          'The change was rolled back. Each secret contains a password that the database accepts, but some can contain a new one: clients that cannot connect must read their secret again. Correct the cause and rotate the passwords again.',
      },
    },
  );
}

/** Checks whether {@link rotateCredentials} would be rejected. Only reads. */
export function checkRotation(
  runtime: TargetRuntime,
  { graceHours, suffix }: OperationRequest<'rotate-credentials'>,
  options: Pick<OperationOptions, 'stackId'>,
): Promise<void> {
  const parameters = runtime.stackModule.rotateCredentials?.(
    rotationOf(graceHours),
  );
  return checkMetadataChange(runtime, suffix, options, (stack, metadata) =>
    assertRotates(runtime, stack, metadata, parameters),
  );
}

/** A rotation that is requested now. */
function rotationOf(graceHours: number): CredentialsRotation {
  const now = Date.now();
  return {
    requestedAt: new Date(now).toISOString(),
    previousValidUntil: new Date(
      now + graceHours * MILLISECONDS_PER_HOUR,
    ).toISOString(),
  };
}

async function assertRotates(
  runtime: TargetRuntime,
  stack: Stack,
  metadata: EnvironmentMetadata,
  parameters: Record<string, string> | undefined,
): Promise<void> {
  assertCanRotate(stack, parameters);
  await assertDatabaseRuns(runtime, stack, metadata);
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
