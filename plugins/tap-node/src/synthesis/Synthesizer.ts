import { LoggerService } from '@backstage/backend-plugin-api';
import { InputError, ServiceUnavailableError } from '@backstage/errors';
import type { TapStackProps } from '@tap/stack';
import { Worker } from 'worker_threads';
import { createSynthesisWorker } from './createSynthesisWorker';
import {
  StackInput,
  SynthesisAnswer,
  SynthesisRequest,
  SynthesizedStack,
} from './StackModule';

/** Most syntheses that may wait; each takes about a fifth of a second. */
const MOST_WAITING = 500;

/** Makes templates. @internal */
export interface Synthesizer {
  /**
   * @throws InputError for what the stack refuses, ServiceUnavailableError where there is no worker or too much to do
   */
  synthesize(input: StackInput): Promise<SynthesizedStack>;
  /** Ends the worker; what is under way fails. */
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
 *
 * @internal
 */
export class WorkerSynthesizer implements Synthesizer {
  static create(options: { stackModule: string; logger: LoggerService }) {
    return new WorkerSynthesizer(options.stackModule, options.logger);
  }

  private readonly pending = new Map<number, Pending>();
  private worker: Worker | undefined;
  private nextId = 1;
  private stopped = false;

  private constructor(
    private readonly stackModule: string,
    private readonly logger: LoggerService,
  ) {}

  synthesize(input: StackInput): Promise<SynthesizedStack> {
    if (this.stopped) {
      throw new ServiceUnavailableError(
        'The portal is shutting down; nothing was done. Try again in a minute.',
      );
    }
    if (this.pending.size >= MOST_WAITING) {
      throw new ServiceUnavailableError(
        `${MOST_WAITING} environments are being prepared already; nothing was done. Try again in a minute.`,
      );
    }
    return new Promise((resolve, reject) => {
      const id = this.nextId;
      this.nextId += 1;
      const { accountId, region, ...props } = input;
      const request = {
        id,
        stackModule: this.stackModule,
        props: {
          ...props,
          env: { account: accountId, region },
        } as TapStackProps,
      };
      this.pending.set(id, { request, resolve, reject });
      this.post(request);
    });
  }

  async stop(): Promise<void> {
    this.stopped = true;
    await this.worker?.terminate();
  }

  private post(request: SynthesisRequest): void {
    this.worker ??= this.startWorker();
    this.worker.ref();
    this.worker.postMessage(request);
  }

  private startWorker(): Worker {
    const worker = createSynthesisWorker();
    worker.on('message', answer => this.settle(answer));
    worker.on('error', error => this.crashed(worker, error.message));
    worker.on('exit', code => this.crashed(worker, `exit code ${code}`));
    return worker;
  }

  private settle(answer: SynthesisAnswer): void {
    const pending = this.pending.get(answer.id);
    this.pending.delete(answer.id);
    if (this.pending.size === 0) {
      this.worker?.unref();
    }
    if ('stack' in answer) {
      pending?.resolve(answer.stack);
    } else {
      pending?.reject(refusal(answer.error));
    }
  }

  private crashed(worker: Worker, reason: string): void {
    if (this.worker !== worker) {
      return;
    }
    this.worker = undefined;
    const lost = [...this.pending.values()];
    this.pending.clear();
    if (!this.stopped && lost.length > 0) {
      this.logger.warn(`The synthesis worker ended (${reason})`);
    }
    for (const { reject } of lost) {
      reject(
        new ServiceUnavailableError(
          `The template could not be made, because the synthesis worker ended (${reason}). Nothing was done; try again.`,
        ),
      );
    }
  }
}

/** What the stack refuses is the request's fault, all else the stack module's. */
function refusal(error: { name: string; message: string }): Error {
  return error.name === 'TapStackPropsError'
    ? new InputError(error.message)
    : new ServiceUnavailableError(
        `The template could not be made; nothing was done. The stack module says: ${error.name}: ${error.message}`,
      );
}
