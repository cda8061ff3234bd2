import { EnvironmentMetadata } from '@tap/plugin-tap-common';

/**
 * Warnings about the settings of a request. What a user chooses on purpose is not warned about.
 *
 * @param metadata - as the environment would have it
 */
export function requestWarnings({
  expiresAt,
  retention,
}: EnvironmentMetadata): string[] {
  return retention === 'retain' || expiresAt
    ? []
    : ['The environment has no expiry. It costs money until you tear it down.'];
}
