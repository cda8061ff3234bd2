import type { ClientRequest, ServerResponse } from 'node:http';
import diagnosticsChannel from 'node:diagnostics_channel';

/** How many turns of the event loop without work let time go on: what a response causes has begun by then. */
const QUIET_TURNS = 4;

/** https://nodejs.org/api/diagnostics_channel.html#http */
const REQUEST_STARTS = 'http.client.request.start';
const RESPONSE_STARTS = 'http.server.request.start';

const real = {
  now: performance.now.bind(performance),
  setImmediate: globalThis.setImmediate,
  setTimeout: globalThis.setTimeout,
};

/** How often the timers of real work are served, in milliseconds. */
const WORK_STEP_MS = 5;

type AsyncMethods<T> = {
  [Name in keyof T]: T[Name] extends (...args: never[]) => Promise<unknown>
    ? Name
    : never;
}[keyof T];

/**
 * Simulated time for all that runs in this process, the sandbox included: `Date`, `performance.now` and all timers jump to
 * the next timer as soon as nothing happens. During real work it is as fast as real time: during HTTP requests of this
 * process, and the methods of {@link SimulatedTime.duringWork}.
 *
 * A test file that uses it mocks `node:timers/promises` by {@link simulatedTimersPromises}, because jest does not replace it.
 */
export class SimulatedTime {
  static start(): SimulatedTime {
    const time = new SimulatedTime();
    jest.useFakeTimers({
      doNotFake: [
        'clearImmediate',
        'hrtime',
        'nextTick',
        'queueMicrotask',
        'setImmediate',
      ],
    });
    diagnosticsChannel.subscribe(REQUEST_STARTS, time.onRequest);
    diagnosticsChannel.subscribe(RESPONSE_STARTS, dateResponse);
    time.running = time.run();
    return time;
  }

  private busy = 0;
  private stopped = false;
  private running: Promise<void> = Promise.resolve();

  private constructor() {}

  /** Counts asynchronous methods of an object or a prototype as real work. */
  duringWork<T extends object>(
    owner: T,
    methods: Array<AsyncMethods<T>>,
  ): void {
    for (const method of methods) {
      const original = owner[method] as (
        ...args: unknown[]
      ) => Promise<unknown>;
      const busyFor = (work: Promise<unknown>) => this.busyFor(work);
      owner[method] = function counted(this: T, ...args: unknown[]) {
        return busyFor(original.apply(this, args));
      } as T[typeof method];
    }
  }

  /** Ends the simulation; timers and dates are real again. */
  async stop(): Promise<void> {
    this.stopped = true;
    await this.running;
    diagnosticsChannel.unsubscribe(REQUEST_STARTS, this.onRequest);
    diagnosticsChannel.unsubscribe(RESPONSE_STARTS, dateResponse);
    jest.useRealTimers();
  }

  private readonly onRequest = (message: unknown) => {
    this.busy += 1;
    (message as { request: ClientRequest }).request.once('close', () => {
      this.busy -= 1;
    });
  };

  private async busyFor<R>(work: Promise<R>): Promise<R> {
    this.busy += 1;
    try {
      return await work;
    } finally {
      this.busy -= 1;
    }
  }

  private async run(): Promise<void> {
    while (!this.stopped) {
      if (await this.isQuiet()) {
        await jest.advanceTimersToNextTimerAsync();
      } else {
        const began = real.now();
        await new Promise(resolve => real.setTimeout(resolve, WORK_STEP_MS));
        await jest.advanceTimersByTimeAsync(real.now() - began);
      }
    }
  }

  private async isQuiet(): Promise<boolean> {
    for (let turn = 0; turn < QUIET_TURNS; turn++) {
      await new Promise(resolve => real.setImmediate(resolve));
      if (this.busy > 0) {
        return false;
      }
    }
    return true;
  }
}

/** Node.js dates responses in real time, and the AWS SDK corrects its clock by them. */
function dateResponse(message: unknown): void {
  const { response } = message as { response: ServerResponse };
  response.setHeader('Date', new Date().toUTCString());
}

/** `node:timers/promises` with the `setTimeout` of the global object, which jest replaces. */
export function simulatedTimersPromises() {
  return {
    ...jest.requireActual('node:timers/promises'),
    setTimeout: <T>(
      milliseconds: number,
      value?: T,
      { signal }: { signal?: AbortSignal } = {},
    ): Promise<T | undefined> =>
      new Promise((resolve, reject) => {
        signal?.throwIfAborted();
        const timer = setTimeout(() => resolve(value), milliseconds);
        const abort = () => {
          clearTimeout(timer);
          reject(signal?.reason);
        };
        signal?.addEventListener('abort', abort, { once: true });
      }),
  };
}
