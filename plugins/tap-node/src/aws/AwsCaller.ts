import { setTimeout as sleep } from 'node:timers/promises';
import type { AwsService } from '../config';
import { accessRefused, isAccessRefused } from './accessRefused';
import { isThrottling, isTransient, unavailable } from './awsErrors';
import { CallPriority, RateBudget } from './RateBudget';

/** A call to AWS as IAM names it: `cloudformation:CreateStack`. */
export type AwsAction = `${AwsService}:${string}`;

/** Maximum number of attempts of a call. */
const ATTEMPTS: Record<CallPriority, number> = {
  cancel: 60,
  mutation: 30,
  watch: 12,
  status: 12,
  events: 4,
  query: 8,
};

/**
 * Makes all AWS calls of one target within the rate budget, and retries if AWS throttles or the connection fails. All
 * calls that change something have a client request token or are idempotent.
 */
export class AwsCaller {
  /**
   * @param where - account and region, for messages
   * @param isForQueries - whether every call has the priority `query`
   */
  constructor(
    private readonly budget: RateBudget,
    private readonly where: string,
    private readonly isForQueries = false,
  ) {}

  /** A caller on the same budget that makes every call with the priority `query`. */
  forQueries(): AwsCaller {
    return new AwsCaller(this.budget, this.where, true);
  }

  /**
   * @param call - the call as IAM names it, for messages
   * @param attempts - maximum number of attempts, instead of that of the priority
   * @throws ServiceUnavailableError if AWS does not respond, AwsAccessError if AWS rejects the portal's role or
   *   credentials; other AWS errors unchanged
   */
  async call<T>(
    call: AwsAction,
    priority: CallPriority,
    send: () => Promise<T>,
    attempts: number = ATTEMPTS[priority],
  ): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      await this.budget.take(this.isForQueries ? 'query' : priority);
      const sentAt = performance.now();
      try {
        const result = await send();
        this.budget.answered();
        return result;
      } catch (error) {
        await this.prepareNextAttempt(error, call, {
          sentAt,
          isLast: attempt >= attempts,
        });
      }
    }
  }

  private async prepareNextAttempt(
    error: unknown,
    call: AwsAction,
    { sentAt, isLast }: { sentAt: number; isLast: boolean },
  ): Promise<void> {
    const throttled = isThrottling(error);
    if (throttled) {
      this.budget.throttled(sentAt);
    }
    if (!throttled && !isTransient(error)) {
      if (isAccessRefused(error)) {
        throw accessRefused(error, call, this.where);
      }
      if (isAnswer(error)) {
        throw error;
      }
      throw unavailable(error, call, this.where);
    }
    if (isLast) {
      throw unavailable(error, call, this.where);
    }
    if (!throttled) {
      await sleep(100 + Math.random() * 400);
    }
  }
}

/** Whether AWS rejected the call with an error that the caller handles. */
function isAnswer(error: unknown): boolean {
  const status = (error as { $metadata?: { httpStatusCode?: number } })
    .$metadata?.httpStatusCode;
  return status === 400 || status === 404 || status === 409;
}
