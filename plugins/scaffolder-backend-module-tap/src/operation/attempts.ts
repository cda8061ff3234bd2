import { createHash } from 'node:crypto';
import { z } from 'zod/v3';
import { OperationContext } from './OperationContext';

type AttemptContext = Pick<OperationContext, 'checkpoint' | 'secrets'>;

// An earlier release recorded `true` alone.
const failureSchema = z
  .object({ name: z.string(), message: z.string(), run: z.string() })
  .or(z.literal(true));

/** How an attempt has ended in failure. */
type Failure = z.output<typeof failureSchema>;

/** Records that an attempt has ended in failure. */
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

/** An attempt at an operation: what the keys of its checkpoints begin with, and its number, from 1. */
export interface AttemptKey {
  prefix: string;
  attempt: number;
}

/**
 * Whether an attempt has ended in failure, so that the next one is due.
 *
 * The scaffolder's retry keeps all checkpoints, and so would send the token of an operation that has ended in failure
 * again: after a failure, a user's retry is a new attempt. The scaffolder's recovery is not: it runs a task again whose
 * back end died between the record of the failure and the end of the task. The two differ only in the secrets of the
 * task, because each retry brings a token of its own (`retryTask` and `recoverTasks` in DatabaseTaskStore of
 * \@backstage/plugin-scaffolder-backend).
 *
 * @throws the recorded failure where the run that failed is run again
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
 * A successful checkpoint is never written again by a later run, and there is no way to read one without
 * offering a value. A checkpoint that fails, on the other hand, is not taken for a value: so failing is how
 * to look without leaving anything behind.
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

// The scaffolder wraps the error where the database could not be written.
function isOrContains(error: unknown, wanted: Error): boolean {
  return (
    error === wanted ||
    (error instanceof AggregateError && error.errors.includes(wanted))
  );
}

/** Tells one start of the task from another; the token in the secrets cannot be found from it. */
function fingerprint({ secrets }: AttemptContext): string {
  return createHash('sha256')
    .update(JSON.stringify(secrets ?? {}))
    .digest('hex');
}

function failureKey({ prefix, attempt }: AttemptKey): string {
  return `${prefix}.attempt-${attempt}.failed`;
}
