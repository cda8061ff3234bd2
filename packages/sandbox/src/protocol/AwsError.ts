/**
 * What an operation throws to answer as AWS does: an error code, a message and
 * an HTTP status, serialised by each wire protocol in its own way.
 */
export class AwsError extends Error {
  /**
   * @param code - AWS's error code as clients see it, e.g. `ValidationError`
   * @param message - AWS's words
   * @param httpStatus - 400 for the caller's faults, 500 for the service's
   */
  constructor(
    readonly code: string,
    message: string,
    readonly httpStatus: number = 400,
  ) {
    super(message);
    this.name = code;
  }
}
