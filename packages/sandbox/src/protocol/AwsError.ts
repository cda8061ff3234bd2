/**
 * An error response of AWS: code, message and HTTP status, serialized by each
 * wire protocol.
 *
 * @public
 */
export class AwsError extends Error {
  /**
   * @param code - error code of AWS, for example `ValidationError`
   * @param message - message of AWS
   * @param httpStatus - 400 for errors of the caller, 500 for errors of the
   *   service
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
