import {
  Environment,
  KeptResource,
  ProgressEvent,
  StackOperation,
} from '@tap/plugin-tap-common';
import { sampleEnvironment } from '@tap/plugin-tap-common/testUtils';
import { AuthorizedOptions } from '../EnvironmentService';

/**
 * Operations as CloudFormation remembers them: the same token attaches to what it began, another one begins something new. An
 * operation can be held up, and can be made to fail.
 *
 * @public
 */
export class FakeOperations {
  /** Tokens under which an operation was begun, each once. */
  readonly tokens: string[] = [];
  /** Options of every run, whether it began something or attached. */
  readonly runs: AuthorizedOptions[] = [];
  /** What every operation reports as kept. */
  kept: KeptResource[] = [];
  /** How each operation ends, by its token. */
  private readonly outcomes = new Map<string, Promise<Environment>>();
  private nextFailure: Error | undefined;
  private crashes = 0;
  private gate: Promise<void> = Promise.resolve();

  /** Makes the next operation that is begun fail. */
  failNext(error: Error): void {
    this.nextFailure = error;
  }

  /** Holds operations up until the returned function is called. */
  hold(): () => void {
    let release = () => {};
    this.gate = new Promise(resolve => {
      release = resolve;
    });
    return release;
  }

  /** No more events reach the present runs, as if their process had been killed. */
  crash(): void {
    this.crashes += 1;
  }

  /** Whether an operation was begun under this token. */
  protected hasBegun(token: string): boolean {
    return this.outcomes.has(token);
  }

  /** @param work - the change of an environment, made at the end of the operation */
  protected async *perform(
    operation: StackOperation,
    options: AuthorizedOptions,
    work: () => Environment,
  ): AsyncIterable<ProgressEvent> {
    this.runs.push(options);
    const attached = this.hasBegun(options.token);
    const outcome = this.begin(options, work);
    const { suffix } = options.authorization;
    const { stackId, stackName } = sampleEnvironment({ suffix });
    yield { type: 'accepted', operation, stackName, stackId, attached };
    yield {
      type: 'resource',
      eventId: '1',
      logicalId: 'Database',
      resourceType: 'AWS::RDS::DBInstance',
      physicalId: suffix,
      status: 'CREATE_IN_PROGRESS',
      timestamp: '2026-11-01T00:00:00.000Z',
      elapsedSeconds: 1,
      done: 0,
      total: 10,
    };
    const crashes = this.crashes;
    const environment = await outcome;
    if (crashes !== this.crashes) {
      await new Promise(() => {});
    }
    yield { type: 'completed', operation, environment, kept: this.kept };
  }

  private begin(
    { signal, token }: AuthorizedOptions,
    work: () => Environment,
  ): Promise<Environment> {
    const known = this.outcomes.get(token);
    if (known) {
      return known;
    }
    this.tokens.push(token);
    const failure = this.nextFailure;
    this.nextFailure = undefined;
    const outcome = Promise.race([this.gate, cancelled(signal)]).then(() => {
      if (failure) {
        throw failure;
      }
      return work();
    });
    outcome.catch(() => {});
    this.outcomes.set(token, outcome);
    return outcome;
  }
}

function cancelled(signal: AbortSignal | undefined): Promise<never> {
  return new Promise((_, reject) => {
    const abort = () =>
      reject(new Error('The creation was cancelled; the stack is deleted'));
    if (signal?.aborted) {
      abort();
    }
    signal?.addEventListener('abort', abort, { once: true });
  });
}
