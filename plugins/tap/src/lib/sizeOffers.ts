import { SizeOption } from '@tap/plugin-tap-common';

/**
 * Why a new environment cannot have a size, in a sentence.
 *
 * @param engineVersion - major version of PostgreSQL
 * @returns undefined if it can, and if the offers of AWS are unknown
 */
export function unavailableText(
  { unavailable }: SizeOption,
  engineVersion: string | undefined,
): string | undefined {
  const reason = engineVersion && unavailable?.[engineVersion];
  return reason
    ? `Not available with PostgreSQL ${engineVersion}: ${reason}.`
    : undefined;
}
