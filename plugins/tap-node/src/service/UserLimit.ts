import { UserLimits, userLimitKey } from '../config/readUserLimits';
import { TooManyRequestsError } from './TooManyRequestsError';

/** After how many seconds a refused request may be made again: plans and reads mostly take less. */
const RETRY_AFTER_SECONDS = 5;

const NAMES: Record<keyof UserLimits, string> = {
  plans: 'plans',
  driftDetections: 'drift detections',
  reads: 'reads',
};

/**
 * How many requests of one kind a user may have under way at the same time. The others are refused at once, rather than
 * queued, so that a flood costs nothing. Each process counts for itself.
 */
export class UserLimit {
  private readonly underWay = new Map<string, number>();

  /** @param most - requests of this kind at the same time */
  constructor(
    private readonly kind: keyof UserLimits,
    private readonly most: number,
  ) {}

  /**
   * @param user - entity ref of the user, or `service:<subject>`
   * @throws TooManyRequestsError where the user has the most requests under way already; `request` is not called then
   */
  async run<T>(user: string, request: () => Promise<T>): Promise<T> {
    const count = this.underWay.get(user) ?? 0;
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
    this.underWay.set(user, count + 1);
    try {
      return await request();
    } finally {
      this.leave(user);
    }
  }

  private leave(user: string): void {
    const count = this.underWay.get(user)! - 1;
    if (count > 0) {
      this.underWay.set(user, count);
    } else {
      this.underWay.delete(user);
    }
  }
}
