import { LoggerService } from '@backstage/backend-plugin-api';
import { InputError, ServiceUnavailableError } from '@backstage/errors';
import { Worker } from 'node:worker_threads';
import { StackInput, SynthesizedStack } from '../stackModule';
import { createSynthesisWorker } from './createSynthesisWorker';
import { SynthesisAnswer, SynthesisRequest } from './SynthesisMessages';

/** What a template is for. */
export type SynthesisPurpose = 'operation' | 'query';

/** Most syntheses that may wait; each takes about a fifth of a second. */
const MOST_WAITING: Record<SynthesisPurpose, number> = {
  operation: 500,
  query: 100,
};

/** Longest that one template may take, in milliseconds: a stack module that never answers would block all others. */
const TIMEOUT_MS = 60_000;

/** Makes templates. */
export interface Synthesizer {
  /**
   * @param purpose - what is made for a query, such as a plan, waits behind all that is made for operations
   * @throws InputError for what the stack refuses, ServiceUnavailableError where there is no worker or too much to do
   */
  synthesize(
    input: StackInput,
    purpose?: SynthesisPurpose,
  ): Promise<SynthesizedStack>;
  /** Ends the worker. Syntheses in progress fail. */
  stop(): Promise<void>;
}

interface Pending {
  request: SynthesisRequest;
  resolve: (stack: SynthesizedStack) => void;
  reject: (error: Error) => void;
}

/**
 * Makes templates in one persistent worker thread, one after the other. The worker is started on first use and
 * again after a crash; it never keeps the process alive.
 */
export class WorkerSynthesizer implements Synthesizer {
  /** @param options.timeoutMs - longest that one template may take, in milliseconds */
  static create(options: {
    stackModule: string;
    logger: LoggerService;
    timeoutMs?: number;
  }) {
    return new WorkerSynthesizer(
      options.stackModule,
      options.logger,
      options.timeoutMs ?? TIMEOUT_MS,
    );
  }

  private readonly waiting: Record<SynthesisPurpose, Pending[]> = {
    operation: [],
    query: [],
  };
  /** What the worker is making. */
  private current: Pending | undefined;
  private timer: NodeJS.Timeout | undefined;
  private worker: Worker | undefined;
  private stopped = false;

  private constructor(
    private readonly stackModule: string,
    private readonly logger: LoggerService,
    private readonly timeoutMs: number,
  ) {}

  synthesize(
    input: StackInput,
    purpose: SynthesisPurpose = 'operation',
  ): Promise<SynthesizedStack> {
    if (this.stopped) {
      throw new ServiceUnavailableError(
        'The portal is shutting down; nothing was done. Try again in a minute.',
      );
    }
    if (this.waiting[purpose].length >= MOST_WAITING[purpose]) {
      throw new ServiceUnavailableError(
        `${MOST_WAITING[purpose]} templates are already waiting for synthesis; nothing was done. Try again in a minute.`,
      );
    }
    return new Promise((resolve, reject) => {
      const request = { stackModule: this.stackModule, input };
      this.waiting[purpose].push({ request, resolve, reject });
      this.next();
    });
  }

  async stop(): Promise<void> {
    this.stopped = true;
    await this.worker?.terminate();
  }

  /** The worker gets one request at a time, so that an operation overtakes the queries that wait. */
  private next(): void {
    if (this.current) {
      return;
    }
    this.current = this.waiting.operation.shift() ?? this.waiting.query.shift();
    if (!this.current) {
      this.worker?.unref();
      return;
    }
    const worker = this.worker ?? this.startWorker();
    this.worker = worker;
    worker.ref();
    worker.postMessage(this.current.request);
    this.timer = setTimeout(() => {
      this.crashed(worker, `no template within ${this.timeoutMs} ms`);
      void worker.terminate();
    }, this.timeoutMs);
  }

  private startWorker(): Worker {
    const worker = createSynthesisWorker();
    worker.on('message', answer => {
      // One that was given up may still answer, and what is made now is another template.
      if (this.worker === worker) {
        this.settle(answer);
      }
    });
    worker.on('error', error => this.crashed(worker, error.message));
    worker.on('exit', code => this.crashed(worker, `exit code ${code}`));
    return worker;
  }

  private settle(answer: SynthesisAnswer): void {
    clearTimeout(this.timer);
    const made = this.current;
    this.current = undefined;
    this.next();
    if ('stack' in answer) {
      made?.resolve(answer.stack);
    } else {
      made?.reject(refusal(answer.error));
    }
  }

  /** Only what was being made is lost; what waits is made by the next worker. */
  private crashed(worker: Worker, reason: string): void {
    if (this.worker !== worker) {
      return;
    }
    this.worker = undefined;
    clearTimeout(this.timer);
    const lost = [this.current, ...(this.stopped ? this.takeWaiting() : [])];
    this.current = undefined;
    if (!this.stopped) {
      this.logger.warn(`The synthesis worker ended (${reason})`);
      this.next();
    }
    for (const request of lost) {
      request?.reject(
        new ServiceUnavailableError(
          `The synthesis of the template failed, because the synthesis worker ended (${reason}). Nothing was done; try again.`,
        ),
      );
    }
  }

  private takeWaiting(): Pending[] {
    const { operation, query } = this.waiting;
    return [...operation.splice(0), ...query.splice(0)];
  }
}

type Failure = Extract<SynthesisAnswer, { error: unknown }>['error'];

/** Input that the module rejects is the request's fault, everything else the module's. */
function refusal(error: Failure): Error {
  return error.isInputError
    ? new InputError(error.message)
    : new ServiceUnavailableError(
        `The synthesis of the template failed; nothing was done. The stack module reports: ${error.name}: ${error.message}`,
      );
}
