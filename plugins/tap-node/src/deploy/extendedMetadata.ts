import { ConflictError, InputError } from '@backstage/errors';
import { EnvironmentMetadata } from '@tap/plugin-tap-common';

/**
 * Metadata with another expiry.
 *
 * @param until - ISO 8601
 * @throws InputError where it is no time, ConflictError where the environment never expires
 * @internal
 */
export function extendedMetadata(
  metadata: EnvironmentMetadata,
  until: string,
): EnvironmentMetadata {
  const time = new Date(until);
  if (Number.isNaN(time.getTime())) {
    throw new InputError(
      `until: '${until}' is not a time in ISO 8601; 2027-01-31T12:00:00Z would pass`,
    );
  }
  if (metadata.retention === 'retain') {
    throw new ConflictError(
      `expiresIn: an environment with retention 'retain' never expires; nothing was done.`,
    );
  }
  return { ...metadata, expiresAt: time.toISOString() };
}
