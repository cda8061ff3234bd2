import { ConflictError } from '@backstage/errors';
import { TAGS } from '@tap/plugin-tap-common';

/**
 * The error for a suffix that somebody else has.
 *
 * @param tags - of the stack that holds the name
 * @internal
 */
export function suffixTaken(
  suffix: string,
  target: string,
  tags: Record<string, string> | undefined,
): ConflictError {
  const by = tags?.[TAGS.requestedBy];
  return new ConflictError(
    `suffix: '${suffix}' is taken on target '${target}'${
      by ? ` (requested by ${by})` : ''
    }; nothing was done. Choose another one, for example ${suffix.slice(
      0,
      17,
    )}-2`,
  );
}
