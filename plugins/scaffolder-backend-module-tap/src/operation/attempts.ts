import { createHash } from 'node:crypto';
import { z } from 'zod/v3';
import { OperationContext } from './OperationContext';

type AttemptContext = Pick<OperationContext, 'checkpoint' | 'secrets'>;

// An earlier release recorded only `true`.
const failureSchema = z
  .object({ name: z.string(), message: z.string(), run: z.string() })
  .or(z.literal(true));

/** The failure of an attempt. */
type Failure = z.output<typeof failureSchema>;

/** Records the failure of an attempt. */
export async function recordFailure(
  ctx: AttemptContext,
  key: AttemptKey,
  error: Error,
): Promise<void> {
  await ctx.checkpoint({
    key: failureKey(key),
    fn: async (): Promise<Failure> => ({
      name: error.name,
      message: error.message,
      run: fingerprint(ctx),
    }),
  });
}

/** Identifies an attempt: the prefix of its checkpoint keys, and its number, from 1. */
export interface AttemptKey {
  prefix: string;
  attempt: number;
}

/**
 * Whether an attempt has failed, so that the next attempt is due.
 *
 * A retry in the scaffolder keeps all checkpoints and would reuse the token of the failed operation. So a user's retry after a
 * failure starts a new attempt. A recovery does not: it runs a task again whose back end died between the record of the
 * failure and the end of the task. The two differ only in the secrets of the task, because each retry has a new
 * token (`retryTask` and `recoverTasks` in DatabaseTaskStore of
 * \@backstage/plugin-scaffolder-backend).
 *
 * @throws the recorded failure if the failed run is recovered
 */
export async function hasFailed(
  ctx: AttemptContext,
  key: AttemptKey,
): Promise<boolean> {
  const failure = await readFailure(ctx, failureKey(key));
  if (failure && failure !== true && failure.run === fingerprint(ctx)) {
    throw Object.assign(new Error(failure.message), { name: failure.name });
  }
  return failure !== undefined;
}

/**
 * Reads the recorded failure. A checkpoint can only be read by a call that also provides a value. A successful checkpoint is
 * never overwritten, and a failed one stores no value, so a function that throws reads the checkpoint without writing it.
 */
async function readFailure(
  ctx: AttemptContext,
  key: string,
): Promise<Failure | undefined> {
  const nothingRecorded = new Error('No failure is recorded');
  try {
    return failureSchema.parse(
      await ctx.checkpoint({
        key,
        fn: async (): Promise<Failure> => {
          throw nothingRecorded;
        },
      }),
    );
  } catch (error) {
    if (isOrContains(error, nothingRecorded)) {
      return undefined;
    }
    throw error;
  }
}

// The scaffolder wraps the error if it cannot write to the database.
function isOrContains(error: unknown, expected: Error): boolean {
  return (
    error === expected ||
    (error instanceof AggregateError && error.errors.includes(expected))
  );
}

/** Identifies a start of the task, without disclosing the token in its secrets. */
function fingerprint({ secrets }: AttemptContext): string {
  return createHash('sha256')
    .update(JSON.stringify(secrets ?? {}))
    .digest('hex');
}

function failureKey({ prefix, attempt }: AttemptKey): string {
  return `${prefix}.attempt-${attempt}.failed`;
}
