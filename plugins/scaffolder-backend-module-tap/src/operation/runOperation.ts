import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import {
  EnvironmentRef,
  OperationName,
  OperationRequest,
} from '@tap/plugin-tap-common';
import {
  EnvironmentService,
  operationMayStillRun,
  OperationPermit,
} from '@tap/plugin-tap-node';
import { AttemptKey, hasFailed, recordFailure } from './attempts';
import { CompletedEvent, followProgress } from './followProgress';
import { OperationContext } from './OperationContext';
import { operationToken } from './operationToken';

/** One operation of the environment service on one environment. */
export interface Operation<N extends OperationName> {
  environments: EnvironmentService;
  operation: N;
  /** Which environment; names the checkpoints. */
  ref: EnvironmentRef;
  /** The parsed input. */
  input: OperationRequest<N>;
}

/**
 * Runs an operation as a scaffolder step that may be run again: by the scaffolder's recovery, by a second runner of
 * the same task, or by a user's retry, who need not be the user who started the task.
 *
 * ```
 *            first run             run again by the initiator          retried after a failure, or by another user
 * attempt    1                     the same                            the next
 * authorize  with the initiator    again, unless it has begun          with the present user
 * token      made, checkpointed    the same: attaches to what it began a new one
 * ```
 *
 * The environment service decides what an earlier run's authorization is good for.
 *
 * @param ctx - the action's context
 * @param operation - what to run
 * @returns the event that ended it
 * @throws whatever the environment service throws, unchanged
 */
export async function runOperation<N extends OperationName>(
  ctx: OperationContext,
  operation: Operation<N>,
): Promise<CompletedEvent> {
  const prefix = checkpointPrefix(operation);
  for (let attempt = 1; ; attempt += 1) {
    const key = { prefix, attempt };
    const completed = (await hasFailed(ctx, key))
      ? undefined
      : await runAttempt(ctx, operation, key);
    if (completed) {
      return completed;
    }
  }
}

/** @returns undefined where the attempt cannot be continued by the present user, and the next one is due */
async function runAttempt<N extends OperationName>(
  ctx: OperationContext,
  operation: Operation<N>,
  key: AttemptKey,
): Promise<CompletedEvent | undefined> {
  const { environments } = operation;
  const credentials = await ctx.getInitiatorCredentials();
  const { permit, isNew } = await takePermit(ctx, operation, key, credentials);
  try {
    const authorization = isNew
      ? permit.authorization
      : await environments.resume(permit, operation.input, {
          credentials,
        });
    return (
      authorization &&
      (await followProgress(
        environments.run(operation.operation, operation.input, {
          token: permit.token,
          authorization,
          resumed: !isNew,
          signal: ctx.signal,
          taskId: ctx.task.id,
        }),
        { logger: ctx.logger, ref: operation.ref },
      ))
    );
  } catch (error) {
    // All other errors say how the operation has ended, or that it has not begun.
    if (operationMayStillRun(error)) {
      throw error;
    }
    await recordFailure(ctx, key, toError(error)).catch(cause =>
      ctx.logger.warn(
        `The failure could not be recorded, so a retry reports it again: ${cause}`,
      ),
    );
    throw error;
  }
}

/**
 * The token is kept although it could be computed again, so that a portal that is upgraded while an operation
 * runs continues with the token that the operation began with.
 */
async function takePermit<N extends OperationName>(
  ctx: OperationContext,
  { environments, operation, ref, input }: Operation<N>,
  { prefix, attempt }: AttemptKey,
  credentials: BackstageCredentials,
): Promise<{ permit: OperationPermit; isNew: boolean }> {
  let made: OperationPermit | undefined;
  const kept = await ctx.checkpoint({
    key: `${prefix}.attempt-${attempt}.permit`,
    fn: async (): Promise<OperationPermit> => {
      const authorization = await environments.authorize(operation, input, {
        credentials,
      });
      const token = operationToken({
        operation,
        ...ref,
        taskId: ctx.task.id,
        stepId: ctx.step?.id ?? '',
        attempt,
      });
      made = { token, authorization };
      return made;
    },
  });
  return { permit: made ?? kept, isNew: made !== undefined };
}

function checkpointPrefix<N extends OperationName>({
  operation,
  ref,
}: Operation<N>): string {
  return `tap.${operation}.${ref.target}.${ref.suffix}`;
}
