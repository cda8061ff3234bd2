import { CustomErrorBase } from '@backstage/errors';

/**
 * A user makes too many requests of one kind at the same time. Nothing was done.
 *
 * Backstage's error middleware responds with the `statusCode` of the error; @backstage/errors has no class for 429.
 *
 * @public
 */
export class TooManyRequestsError extends CustomErrorBase {
  name = 'TooManyRequestsError' as const;
  readonly statusCode = 429;
  /** Value of the header `Retry-After`, in seconds. */
  readonly retryAfterSeconds: number;

  constructor(message: string, retryAfterSeconds: number) {
    super(message);
    this.retryAfterSeconds = retryAfterSeconds;
  }
}
