import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { DriftReport } from '@tap/plugin-tap-common';
import { EnvironmentService } from '@tap/plugin-tap-node';

/** How long a request waits for a detection: proxies commonly time out after 30 or 60 seconds. */
const WAIT_MS = 8_000;

/** How long an outcome is kept for callers that poll. */
const KEEP_MS = 60_000;

type Outcome = { report: DriftReport } | { failure: unknown };

/**
 * Runs drift detections. On AWS a detection takes minutes, longer than proxies and browsers wait, so callers poll: a call
 * starts a detection or joins the running one.
 *
 * At most one detection per environment is kept, until one minute after its end.
 */
export class DriftDetections {
  private readonly environments: EnvironmentService;
  private readonly waitMs: number;
  private readonly keepMs: number;
  /** By stack ARN. */
  private readonly detections = new Map<string, Promise<Outcome>>();

  /**
   * @param options.waitMs - how long {@link DriftDetections.detect} waits, in milliseconds
   * @param options.keepMs - how long an outcome is kept if no caller fetches it, in milliseconds
   */
  constructor(options: {
    environments: EnvironmentService;
    waitMs?: number;
    keepMs?: number;
  }) {
    this.environments = options.environments;
    this.waitMs = options.waitMs ?? WAIT_MS;
    this.keepMs = options.keepMs ?? KEEP_MS;
  }

  /**
   * Starts a detection or joins the running one, and waits a few seconds for its result.
   *
   * @param ref - which environment
   * @param options - `credentials` of the caller, who needs permission to read the environment
   * @returns the report; undefined while the detection is running
   * @throws NotFoundError if the environment does not exist or the caller may not read it; ConflictError while an operation
   * on it is in progress; the error with which the detection failed
   */
  async detect(
    ref: { suffix: string; target?: string },
    options: { credentials: BackstageCredentials },
  ): Promise<DriftReport | undefined> {
    // Also checks the permission of a caller that joins.
    const { stackId } = await this.environments.get(ref, options);
    const detection =
      this.detections.get(stackId) ??
      this.start(stackId, this.environments.drift(ref, options));
    const outcome = await withTimeout(detection, this.waitMs);
    if (!outcome) {
      return undefined;
    }
    this.forget(stackId, detection);
    if ('failure' in outcome) {
      throw outcome.failure;
    }
    return outcome.report;
  }

  private start(
    stackId: string,
    report: Promise<DriftReport>,
  ): Promise<Outcome> {
    const detection = report
      .then(
        (value): Outcome => ({ report: value }),
        (failure): Outcome => ({ failure }),
      )
      .finally(() => {
        const forget = () => this.forget(stackId, detection);
        setTimeout(forget, this.keepMs).unref();
      });
    this.detections.set(stackId, detection);
    return detection;
  }

  private forget(stackId: string, detection: Promise<Outcome>): void {
    if (this.detections.get(stackId) === detection) {
      this.detections.delete(stackId);
    }
  }
}

/** Returns the result of a promise, or undefined after a timeout. */
async function withTimeout<T>(
  promise: Promise<T>,
  milliseconds: number,
): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<undefined>(resolve => {
    timer = setTimeout(() => resolve(undefined), milliseconds);
  });
  try {
    return await Promise.race([promise, timeout]);
  } finally {
    clearTimeout(timer);
  }
}
