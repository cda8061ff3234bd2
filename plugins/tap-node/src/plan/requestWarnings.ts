import { EnvironmentMetadata, RETENTION_TEXTS } from '@tap/plugin-tap-common';

/**
 * Warnings for the user before the request.
 *
 * @param metadata - as the environment would have it
 */
export function requestWarnings(metadata: EnvironmentMetadata): string[] {
  const { lost, kept } = RETENTION_TEXTS[metadata.retention];
  const atTheEnd =
    metadata.retention === 'retain'
      ? `Protected: ${lost}`
      : `When it is torn down: ${lost} What is kept: ${kept}`;
  const expiry = metadata.expiresAt
    ? `It is torn down by itself at ${metadata.expiresAt} unless it is extended before.`
    : 'It has no expiry: it lives, and costs, until it is torn down.';
  return [atTheEnd, expiry];
}
