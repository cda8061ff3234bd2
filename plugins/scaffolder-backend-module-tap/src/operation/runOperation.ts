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

/** An operation of the environment service on an environment. */
export interface Operation<N extends OperationName> {
  environments: EnvironmentService;
  operation: N;
  /** The environment, which is part of the checkpoint keys. */
  ref: EnvironmentRef;
  /** The parsed input. */
  input: OperationRequest<N>;
}

/**
 * Runs an operation as a scaffolder step that can run again: in a recovery, in a second runner of the same task, or in a
 * retry, even by another user.
 *
 * ```
 *            first run             run again by the initiator          retry after a failure, or by another user
 * attempt    1                     the same                            the next
 * authorize  with the initiator    again, unless it has started        with the current user
 * token      created, checkpointed the same: joins the operation       a new one
 * ```
 *
 * The environment service decides whether the authorization of an earlier run is valid.
 *
 * @param ctx - the context of the action
 * @param operation - the operation to run
 * @returns the last event
 * @throws the errors of the environment service, unchanged
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

/** @returns undefined if the current user cannot continue the attempt, so that the next one is due */
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
    // All other errors mean that the operation has ended or has not started.
    if (operationMayStillRun(error)) {
      throw error;
    }
    await recordFailure(ctx, key, toError(error)).catch(cause =>
      ctx.logger.warn(
        `The failure could not be recorded, so a retry returns it again: ${cause}`,
      ),
    );
    throw error;
  }
}

/**
 * Creates the permit, or returns the recorded one. The token is recorded although it can be computed, so that a portal that
 * is upgraded during an operation continues with the same token.
 */
async function takePermit<N extends OperationName>(
  ctx: OperationContext,
  { environments, operation, ref, input }: Operation<N>,
  { prefix, attempt }: AttemptKey,
  credentials: BackstageCredentials,
): Promise<{ permit: OperationPermit; isNew: boolean }> {
  let created: OperationPermit | undefined;
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
      created = { token, authorization };
      return created;
    },
  });
  return { permit: created ?? kept, isNew: created !== undefined };
}

function checkpointPrefix<N extends OperationName>({
  operation,
  ref,
}: Operation<N>): string {
  return `tap.${operation}.${ref.target}.${ref.suffix}`;
}
