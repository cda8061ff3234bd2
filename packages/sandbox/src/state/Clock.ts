/** Default speed: sandbox seconds per real second. */
export const DEFAULT_SPEED = 30;

interface Sleeper {
  due: number;
  wake(): void;
}

/**
 * The sandbox's clock, in seconds. It can run faster than real time, stop
 * (speed 0) and be stepped. It paces resources; timestamps in responses are
 * real time.
 *
 * @public
 */
export class Clock {
  private sleepers: Sleeper[] = [];
  private timer: NodeJS.Timeout | undefined;
  private base = 0;
  private baseReal = performance.now();

  constructor(private currentSpeed: number = DEFAULT_SPEED) {
    checkSpeed(currentSpeed);
  }

  get speed(): number {
    return this.currentSpeed;
  }

  /** Sandbox seconds since the start. */
  now(): number {
    const real = (performance.now() - this.baseReal) / 1000;
    return this.base + real * this.currentSpeed;
  }

  /**
   * Changes the speed, also for waits in progress.
   *
   * @throws RangeError for a negative or infinite speed
   */
  setSpeed(speed: number): void {
    checkSpeed(speed);
    this.base = this.now();
    this.baseReal = performance.now();
    this.currentSpeed = speed;
    this.arm();
  }

  /** Advances the clock by a number of sandbox seconds. */
  step(seconds: number): void {
    this.base += seconds;
    this.arm();
  }

  /**
   * Waits a number of sandbox seconds.
   *
   * @throws the signal's reason if it is aborted
   */
  wait(seconds: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal.aborted) {
        reject(signal.reason);
        return;
      }
      const sleeper: Sleeper = { due: this.now() + seconds, wake: resolve };
      const abort = () => {
        this.sleepers = this.sleepers.filter(other => other !== sleeper);
        reject(signal.reason);
        this.arm();
      };
      sleeper.wake = () => {
        signal.removeEventListener('abort', abort);
        resolve();
      };
      signal.addEventListener('abort', abort, { once: true });
      this.insert(sleeper);
      this.arm();
    });
  }

  private insert(sleeper: Sleeper): void {
    let low = 0;
    let high = this.sleepers.length;
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      if (this.sleepers[middle].due <= sleeper.due) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    this.sleepers.splice(low, 0, sleeper);
  }

  private arm(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    const first = this.sleepers[0];
    if (first === undefined) {
      return;
    }
    const left = first.due - this.now();
    if (left > 0 && this.currentSpeed === 0) {
      return;
    }
    const delay = Math.max(0, (left / (this.currentSpeed || 1)) * 1000);
    this.timer = setTimeout(() => this.ring(), Math.min(delay, 2 ** 30));
  }

  private ring(): void {
    const now = this.now() + 1e-6;
    const count = this.sleepers.findIndex(sleeper => sleeper.due > now);
    const due = this.sleepers.splice(
      0,
      count === -1 ? this.sleepers.length : count,
    );
    due.forEach(sleeper => sleeper.wake());
    this.arm();
  }
}

function checkSpeed(speed: number): void {
  if (!Number.isFinite(speed) || speed < 0) {
    throw new RangeError(
      `speed must be a number of sandbox seconds per second, 0 or more, e.g. 30; got ${speed}`,
    );
  }
}
