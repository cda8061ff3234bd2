import { ResponseError } from '@backstage/errors';
import { Finding } from '@tap/plugin-tap-common';

/**
 * The message that `ResponseError` has for a response that is not Backstage's, for example of a proxy: it contains the whole body,
 * often HTML (parseErrorResponseBody of @backstage/errors).
 */
const FOREIGN_RESPONSE = /^Request failed with status (\d+ [^,]*)/;

/**
 * The back end's error message, without the HTTP text that `ResponseError` adds.
 *
 * @param error - any thrown value
 */
export function errorText(error: unknown): string {
  if (error instanceof ResponseError) {
    const message = error.body.error.message || error.message;
    const status = FOREIGN_RESPONSE.exec(message)?.[1].trim();
    return status ? `The portal responded with status ${status}.` : message;
  }
  return error instanceof Error ? error.message : String(error);
}

/**
 * The findings in a rejection of tap-backend.
 *
 * @param error - any thrown value
 * @returns empty if the error contains none
 */
export function errorFindings(error: unknown): Finding[] {
  if (!(error instanceof ResponseError)) {
    return [];
  }
  // Backstage serializes the properties of an error into the body.
  const { findings } = error.body.error as { findings?: Finding[] };
  return findings ?? [];
}

/** Whether the caller can correct the error: the response has status 4xx. */
export function isCallersFault(error: unknown): boolean {
  return (
    error instanceof ResponseError &&
    error.statusCode >= 400 &&
    error.statusCode < 500
  );
}
