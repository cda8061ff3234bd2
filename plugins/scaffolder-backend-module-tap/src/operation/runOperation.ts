import { EnvironmentRef, ProgressEvent } from '@tap/plugin-tap-common';
import type {
  Authorization,
  EnvironmentOperation,
  EnvironmentService,
  OperationOptions,
} from '@tap/plugin-tap-node';
import { currentAttempt, recordFailure } from './attempts';
import { CompletedEvent, followProgress } from './followProgress';
import { OperationContext } from './OperationContext';
import { operationToken } from './operationToken';

/** Options that the environment service takes for every mutating operation. */
export type AuthorizedOptions = OperationOptions & {
  authorization: Authorization;
  taskId: string;
};

/** One mutating operation of the environment service. */
export interface Operation {
  environments: EnvironmentService;
  operation: EnvironmentOperation;
  /** Which environment; names the checkpoints. */
  ref: EnvironmentRef;
  /** The parsed input, for the authorization. */
  input: unknown;
  start: (options: AuthorizedOptions) => AsyncIterable<ProgressEvent>;
}

/**
 * Runs an operation as a scaffolder step that may be run again: by the scaffolder's recovery, by a second runner of
 * the same task, or by a user's retry.
 *
 * ```
 *            first run                   recovered, second runner     retry after a failure
 * attempt    1                           1                            2
 * authorize  with the initiator          from the checkpoint          with the retrying user
 * token      made, checkpointed          the same: attaches           a fresh one
 * ```
 *
 * @param ctx - the action's context
 * @param operation - what to run
 * @returns the event that ended it
 * @throws whatever the environment service throws, unchanged
 */
export async function runOperation(
  ctx: OperationContext,
  operation: Operation,
): Promise<CompletedEvent> {
  const prefix = checkpointPrefix(operation);
  const attempt = await currentAttempt(ctx, prefix);
  const { permit, resumed } = await takePermit(ctx, operation, prefix, attempt);
  try {
    return await followProgress(
      operation.start({
        ...permit,
        resumed,
        signal: ctx.signal,
        taskId: ctx.task.id,
      }),
      { logger: ctx.logger, ref: operation.ref },
    );
  } catch (error) {
    if (mayStillRun(error)) {
      throw error;
    }
    await recordFailure(ctx, prefix, attempt).catch(cause =>
      ctx.logger.warn(
        `The failure could not be recorded, so a retry will report it again: ${cause}`,
      ),
    );
    throw error;
  }
}

/** What an attempt needs to begin, or to attach to what has begun. */
type Permit = { token: string; authorization: Authorization };

/**
 * The token is kept although it could be computed again, so that a portal that is upgraded while an operation
 * runs goes on with the token that the operation began with.
 */
async function takePermit(
  ctx: OperationContext,
  { environments, operation, ref, input }: Operation,
  prefix: string,
  attempt: number,
): Promise<{ permit: Permit; resumed: boolean }> {
  let resumed = true;
  const permit = await ctx.checkpoint({
    key: `${prefix}.attempt-${attempt}.permit`,
    fn: async (): Promise<Permit> => {
      resumed = false;
      const authorization = await environments.authorize(operation, input, {
        credentials: await ctx.getInitiatorCredentials(),
      });
      const token = operationToken({
        operation,
        ...ref,
        taskId: ctx.task.id,
        stepId: ctx.step?.id ?? '',
        attempt,
      });
      return { token, authorization };
    },
  });
  return { permit, resumed };
}

/**
 * AWS could not be asked: the operation may well be under way, so the retry has to attach to it. All other errors tell
 * how an operation has ended, or that it never began.
 */
function mayStillRun(error: unknown): boolean {
  return error instanceof Error && error.name === 'ServiceUnavailableError';
}

function checkpointPrefix({ operation, ref }: Operation): string {
  return `tap.${operation}.${ref.target}.${ref.suffix}`;
}
