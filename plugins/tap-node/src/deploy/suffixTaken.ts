import { ConflictError } from '@backstage/errors';

/**
 * The error for a suffix that is taken.
 *
 * @param holder - known data of the existing stack
 */
export function suffixTaken(
  suffix: string,
  target: string,
  holder: { requestedBy?: string; isPlaceholder?: boolean },
): ConflictError {
  const by = holder.requestedBy ? ` (requested by ${holder.requestedBy})` : '';
  const example = `${suffix.slice(0, 17)}-2`;
  return new ConflictError(
    holder.isPlaceholder
      ? `suffix: '${suffix}' is reserved on target '${target}' by a change set that was not executed (REVIEW_IN_PROGRESS); nothing was done. Delete the empty stack in the CloudFormation console, or choose another suffix, for example ${example}`
      : `suffix: '${suffix}' is taken on target '${target}'${by}; nothing was done. Choose another one, for example ${example}`,
  );
}
