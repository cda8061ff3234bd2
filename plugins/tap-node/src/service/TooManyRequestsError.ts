import { CustomErrorBase } from '@backstage/errors';

/**
 * A user makes too many requests of one kind at the same time. Nothing was done.
 *
 * Backstage's error middleware answers with the error's `statusCode`; @backstage/errors has no class for 429.
 *
 * @public
 */
export class TooManyRequestsError extends CustomErrorBase {
  name = 'TooManyRequestsError' as const;
  readonly statusCode = 429;
  /** When to try again, in seconds: for the header `Retry-After`. */
  readonly retryAfterSeconds: number;

  constructor(message: string, retryAfterSeconds: number) {
    super(message);
    this.retryAfterSeconds = retryAfterSeconds;
  }
}
