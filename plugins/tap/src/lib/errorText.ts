import { ResponseError } from '@backstage/errors';
import { Finding } from '@tap/plugin-tap-common';

/**
 * An error in the back end's own words, without the HTTP wrapping that `ResponseError` puts round them.
 *
 * @param error - anything that was thrown
 */
export function errorText(error: unknown): string {
  if (error instanceof ResponseError) {
    return error.body.error.message || error.message;
  }
  return error instanceof Error ? error.message : String(error);
}

/**
 * The findings in a rejection of tap-backend.
 *
 * @param error - anything that was thrown
 * @returns empty where the error carries none
 */
export function errorFindings(error: unknown): Finding[] {
  if (!(error instanceof ResponseError)) {
    return [];
  }
  // Backstage serializes the properties of an error into the body.
  const { findings } = error.body.error as { findings?: Finding[] };
  return findings ?? [];
}

/** Whether the caller can mend the error: the back end answered 4xx. */
export function isCallersFault(error: unknown): boolean {
  return (
    error instanceof ResponseError &&
    error.statusCode >= 400 &&
    error.statusCode < 500
  );
}
