import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { DriftReport } from '@tap/plugin-tap-common';
import { EnvironmentService } from '@tap/plugin-tap-node';

/** How long a request waits for a detection: proxies commonly give up after 30 or 60 seconds. */
const PATIENCE_MS = 8_000;

/** How long an outcome is kept for who was told to ask again. */
const KEEP_MS = 60_000;

type Outcome = { report: DriftReport } | { failure: unknown };

/**
 * Detections of drift, of which one takes minutes on AWS: longer than anything between a browser and here waits. Whoever
 * asks starts one or joins the one under way, and asks again where it is not over yet.
 *
 * Kept is at most one detection for each environment, until a minute after its end.
 */
export class DriftDetections {
  readonly #environments: EnvironmentService;
  readonly #patienceMs: number;
  readonly #keepMs: number;
  /** By stack ARN. */
  readonly #detections = new Map<string, Promise<Outcome>>();

  /**
   * @param options.patienceMs - how long {@link DriftDetections.ask} waits, in milliseconds
   * @param options.keepMs - how long an outcome is kept that nobody has fetched, in milliseconds
   */
  static create(options: {
    environments: EnvironmentService;
    patienceMs?: number;
    keepMs?: number;
  }): DriftDetections {
    return new DriftDetections(options);
  }

  private constructor(options: {
    environments: EnvironmentService;
    patienceMs?: number;
    keepMs?: number;
  }) {
    this.#environments = options.environments;
    this.#patienceMs = options.patienceMs ?? PATIENCE_MS;
    this.#keepMs = options.keepMs ?? KEEP_MS;
  }

  /**
   * Starts a detection, or joins the one under way, and waits for it for some seconds.
   *
   * @param ref - which environment
   * @param options - `credentials` are the caller's, who must be allowed to see it
   * @returns the report; undefined where the detection is not over yet
   * @throws NotFoundError where there is no such environment or it may not be seen; ConflictError while an operation is
   * under way on it; whatever made the detection fail
   */
  async ask(
    ref: { suffix: string; target?: string },
    options: { credentials: BackstageCredentials },
  ): Promise<DriftReport | undefined> {
    // Also who joins has to be allowed.
    const { stackId } = await this.#environments.get(ref, options);
    const detection =
      this.#detections.get(stackId) ??
      this.#start(stackId, this.#environments.drift(ref, options));
    const outcome = await orUndefined(detection, this.#patienceMs);
    if (!outcome) {
      return undefined;
    }
    this.#forget(stackId, detection);
    if ('failure' in outcome) {
      throw outcome.failure;
    }
    return outcome.report;
  }

  #start(stackId: string, report: Promise<DriftReport>): Promise<Outcome> {
    const detection = report
      .then(
        (value): Outcome => ({ report: value }),
        (failure): Outcome => ({ failure }),
      )
      .finally(() => {
        const forget = () => this.#forget(stackId, detection);
        setTimeout(forget, this.#keepMs).unref();
      });
    this.#detections.set(stackId, detection);
    return detection;
  }

  #forget(stackId: string, detection: Promise<Outcome>): void {
    if (this.#detections.get(stackId) === detection) {
      this.#detections.delete(stackId);
    }
  }
}

/** What a promise comes to, or undefined where that takes too long. */
async function orUndefined<T>(
  promise: Promise<T>,
  milliseconds: number,
): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<undefined>(resolve => {
    timer = setTimeout(() => resolve(undefined), milliseconds);
  });
  try {
    return await Promise.race([promise, patience]);
  } finally {
    clearTimeout(timer);
  }
}
