import { Stack } from '@aws-sdk/client-cloudformation';
import { ConflictError } from '@backstage/errors';
import {
  EnvironmentMetadata,
  OperationRequest,
  RunState,
  suffixOfStackName,
} from '@tap/plugin-tap-common';
import { isNamed } from '../aws/awsErrors';
import { changeMetadata, checkMetadataChange } from '../deploy/changeMetadata';
import { Operation } from '../operation/Operation';
import { TargetRuntime } from '../operation/TargetRuntime';
import { OperationOptions } from '../TapEngine';
import { findDatabase } from './findDatabase';
import { setAlarmActions } from './setAlarmActions';

/** States in which RDS stops an instance, or has already been asked to. */
const CAN_BE_STOPPED = ['available', 'stopping', 'stopped'];

/** States in which RDS starts an instance, or has already been asked to. */
const CAN_BE_STARTED = ['stopped', 'starting', 'available'];

/**
 * Stops the database of an environment. The metadata state it first, so that any process can repeat the rest: a stop of an
 * environment that is stopped already stops its database again if RDS has started it. RDS stops it within minutes, up to
 * an hour, which the operation does not wait for.
 *
 * @throws ConflictError for read replicas, and for a state of the stack or the database that does not allow it
 */
export function stopEnvironment(
  runtime: TargetRuntime,
  operation: Operation,
  request: OperationRequest<'stop'>,
  options: OperationOptions,
): Promise<void> {
  return changeMetadata(
    runtime,
    operation,
    options,
    metadata => withRunState(metadata, 'stopped', request),
    {
      check: (stack, metadata) => assertStops(runtime, stack, metadata),
      apply: stack => stopDatabase(runtime, operation, stack),
      revert: stack => setAlarmActions(runtime, stack, true),
    },
  );
}

/**
 * Starts the database of an environment, also one that was stopped outside the portal. RDS starts it within minutes, or
 * hours, which the operation does not wait for.
 *
 * @throws ConflictError while RDS is still stopping it, and for a state of the stack that does not allow it
 */
export function startEnvironment(
  runtime: TargetRuntime,
  operation: Operation,
  request: OperationRequest<'start'>,
  options: OperationOptions,
): Promise<void> {
  return changeMetadata(
    runtime,
    operation,
    options,
    metadata =>
      metadata.runState ? withRunState(metadata, 'started', request) : metadata,
    {
      check: async stack => assertState(runtime, stack, CAN_BE_STARTED),
      apply: stack => startDatabase(runtime, operation, stack),
      revert: stack => setAlarmActions(runtime, stack, false),
    },
  );
}

/** Checks whether {@link stopEnvironment} would be rejected. Only reads. */
export function checkStop(
  runtime: TargetRuntime,
  { suffix }: OperationRequest<'stop'>,
  options: Pick<OperationOptions, 'stackId'>,
): Promise<void> {
  return checkMetadataChange(runtime, suffix, options, (stack, metadata) =>
    assertStops(runtime, stack, metadata),
  );
}

/** Checks whether {@link startEnvironment} would be rejected. Only reads. */
export function checkStart(
  runtime: TargetRuntime,
  { suffix }: OperationRequest<'start'>,
  options: Pick<OperationOptions, 'stackId'>,
): Promise<void> {
  return checkMetadataChange(runtime, suffix, options, stack =>
    assertState(runtime, stack, CAN_BE_STARTED),
  );
}

function withRunState(
  metadata: EnvironmentMetadata,
  state: RunState['state'],
  {
    onlyIfSince,
    scheduled,
    suffix,
  }: OperationRequest<'stop'> | OperationRequest<'start'>,
): EnvironmentMetadata {
  if (onlyIfSince !== undefined && onlyIfSince !== metadata.runState?.since) {
    throw new ConflictError(
      `suffix: '${suffix}' has been stopped or started since ${onlyIfSince}; nothing was done.`,
    );
  }
  return metadata.runState?.state === state
    ? metadata
    : {
        ...metadata,
        runState: {
          state,
          since: new Date().toISOString(),
          ...(scheduled && { scheduled }),
        },
      };
}

async function assertStops(
  runtime: TargetRuntime,
  stack: Stack,
  { pendingChange, retention }: EnvironmentMetadata,
): Promise<void> {
  const suffix = suffixOfStackName(stack.StackName!);
  const isUnprotected =
    retention === 'retain' && !stack.EnableTerminationProtection;
  if (pendingChange || isUnprotected) {
    // RDS does not modify a stopped instance.
    throw new ConflictError(
      `suffix: a change of '${suffix}' is not complete; nothing was done. The portal carries out the rest within minutes. Stop it then.`,
    );
  }
  await assertState(runtime, stack, CAN_BE_STOPPED);
}

async function assertState(
  runtime: TargetRuntime,
  stack: Stack,
  allowed: string[],
): Promise<void> {
  const { DBInstanceStatus } = await findDatabase(runtime, stack);
  if (!allowed.includes(DBInstanceStatus!)) {
    throw new ConflictError(
      `suffix: the database of '${suffixOfStackName(
        stack.StackName!,
      )}' is in state ${DBInstanceStatus}, and RDS changes it only in state ${
        allowed[0]
      }; nothing was done. Wait until it is ${allowed[0]} and try again.`,
    );
  }
}

async function stopDatabase(
  runtime: TargetRuntime,
  operation: Operation,
  stack: Stack,
): Promise<void> {
  await setAlarmActions(runtime, stack, false);
  const { DBInstanceIdentifier, DBInstanceStatus } = await findDatabase(
    runtime,
    stack,
  );
  if (DBInstanceStatus === 'available') {
    await unlessBusy(operation, () =>
      runtime.databases.stop(DBInstanceIdentifier!),
    );
  }
}

async function startDatabase(
  runtime: TargetRuntime,
  operation: Operation,
  stack: Stack,
): Promise<void> {
  // First, so that the alarms of a running database always have their actions.
  await setAlarmActions(runtime, stack, true);
  const { DBInstanceIdentifier, DBInstanceStatus } = await findDatabase(
    runtime,
    stack,
  );
  if (DBInstanceStatus === 'stopped') {
    await unlessBusy(operation, () =>
      runtime.databases.start(DBInstanceIdentifier!),
    );
  }
}

/** The state can change between the check and the call, for example when a backup begins. The portal then repeats the call. */
async function unlessBusy(
  operation: Operation,
  call: () => Promise<void>,
): Promise<void> {
  try {
    await call();
  } catch (error) {
    if (!isNamed(error, 'InvalidDBInstanceStateFault')) {
      throw error;
    }
    operation.notice(
      `RDS is busy with the database (${
        (error as Error).message
      }). The portal tries again within minutes.`,
    );
  }
}
