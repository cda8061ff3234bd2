import { ServiceUnavailableError } from '@backstage/errors';
import { StackInput, SynthesizedStack } from '../stackModule';
import { SynthesisPurpose, Synthesizer, WorkerSynthesizer } from '../synthesis';
import { deferred } from './deferred';
import { mockLogger } from './mockLogger';

/** One worker per stack module for all engines of a test file: each worker loads CDK, which takes seconds of CPU time. */
const workers = new Map<string, WorkerSynthesizer>();

afterAll(async () => {
  await Promise.all([...workers.values()].map(worker => worker.stop()));
  workers.clear();
});

/** The synthesizer of one engine. It stops like one with a worker of its own; the worker continues for other engines. */
export class SharedSynthesizer implements Synthesizer {
  private readonly stopping = deferred<never>();

  constructor(private readonly stackModule: string) {
    this.stopping.promise.catch(() => {});
  }

  async synthesize(
    input: StackInput,
    purpose?: SynthesisPurpose,
  ): Promise<SynthesizedStack> {
    return Promise.race([
      this.stopping.promise,
      this.worker().synthesize(input, purpose),
    ]);
  }

  async stop(): Promise<void> {
    this.stopping.reject(
      new ServiceUnavailableError('The synthesizer is stopped'),
    );
  }

  private worker(): WorkerSynthesizer {
    const worker =
      workers.get(this.stackModule) ??
      WorkerSynthesizer.create({
        stackModule: this.stackModule,
        logger: mockLogger(),
      });
    workers.set(this.stackModule, worker);
    return worker;
  }
}
