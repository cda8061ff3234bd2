import { UserLimits, userLimitKey } from '../config/readUserLimits';
import { TooManyRequestsError } from './TooManyRequestsError';

/** Seconds until a rejected request can be retried: most plans and reads take less. */
const RETRY_AFTER_SECONDS = 5;

const NAMES: Record<keyof UserLimits, string> = {
  plans: 'plans',
  driftDetections: 'drift detections',
  reads: 'reads',
};

/**
 * Limits the concurrent requests of one kind of a user. Further requests are rejected immediately instead of queued, so
 * that they need no resources. Each process counts separately.
 */
export class UserLimit {
  private readonly running = new Map<string, number>();

  /** @param most - maximum number of concurrent requests */
  constructor(
    private readonly kind: keyof UserLimits,
    private readonly most: number,
  ) {}

  /**
   * @param user - entity ref of the user, or `service:<subject>`
   * @throws TooManyRequestsError if the user already has the maximum number of requests in progress; `request` is not
   *   called
   */
  async run<T>(user: string, request: () => Promise<T>): Promise<T> {
    const count = this.running.get(user) ?? 0;
    if (count >= this.most) {
      throw new TooManyRequestsError(
        `${user} has ${count} ${
          NAMES[this.kind]
        } in progress, and ${userLimitKey(this.kind)} in app-config allows ${
          this.most
        }; nothing was done. Try again in ${RETRY_AFTER_SECONDS} seconds.`,
        RETRY_AFTER_SECONDS,
      );
    }
    this.running.set(user, count + 1);
    try {
      return await request();
    } finally {
      this.leave(user);
    }
  }

  private leave(user: string): void {
    const count = this.running.get(user)! - 1;
    if (count > 0) {
      this.running.set(user, count);
    } else {
      this.running.delete(user);
    }
  }
}
