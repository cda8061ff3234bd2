import { ConflictError } from '@backstage/errors';
import {
  durationSeconds,
  EnvironmentMetadata,
  NEVER,
} from '@tap/plugin-tap-common';

/**
 * Metadata with another expiry.
 *
 * @param expiresIn - how long from now, or never, as the field of that name
 * @throws ConflictError if the environment never expires
 */
export function extendedMetadata(
  metadata: EnvironmentMetadata,
  expiresIn: string,
): EnvironmentMetadata {
  if (metadata.retention === 'retain') {
    throw new ConflictError(
      `expiresIn: an environment with retention 'retain' never expires; nothing was done.`,
    );
  }
  if (expiresIn === NEVER) {
    return { ...metadata, expiresAt: undefined };
  }
  const expiresAt = new Date(Date.now() + durationSeconds(expiresIn)! * 1000);
  return { ...metadata, expiresAt: expiresAt.toISOString() };
}
