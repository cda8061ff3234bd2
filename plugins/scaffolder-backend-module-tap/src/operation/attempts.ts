import { OperationContext } from './OperationContext';

type CheckpointContext = Pick<OperationContext, 'checkpoint'>;

/** Remembers that an attempt has ended in failure. */
export async function recordFailure(
  ctx: CheckpointContext,
  prefix: string,
  attempt: number,
): Promise<void> {
  await ctx.checkpoint({
    key: failureKey(prefix, attempt),
    fn: async () => true,
  });
}

/**
 * Whether an attempt has ended in failure.
 *
 * The scaffolder's retry keeps all checkpoints, and so would send the token of an operation that has ended in
 * failure again: a failure therefore opens the next attempt.
 *
 * A successful checkpoint is never written again by a later run, and there is no way to read one without
 * offering a value. A checkpoint that fails, on the other hand, is not taken for a value: so failing is how
 * to look without leaving anything behind.
 */
export async function hasFailed(
  ctx: CheckpointContext,
  prefix: string,
  attempt: number,
): Promise<boolean> {
  const nothingRecorded = new Error('No failure is recorded');
  try {
    return await ctx.checkpoint({
      key: failureKey(prefix, attempt),
      fn: async (): Promise<boolean> => {
        throw nothingRecorded;
      },
    });
  } catch (error) {
    if (isOrContains(error, nothingRecorded)) {
      return false;
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

function failureKey(prefix: string, attempt: number): string {
  return `${prefix}.attempt-${attempt}.failed`;
}
