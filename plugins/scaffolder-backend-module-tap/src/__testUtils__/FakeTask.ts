import { LoggerService } from '@backstage/backend-plugin-api';
import { mockCredentials } from '@backstage/backend-test-utils';
import { JsonValue } from '@backstage/types';
import { OperationContext } from '../operation/OperationContext';

type Saved = { status: 'success'; value: JsonValue } | { status: 'failed' };

/**
 * A scaffolder task whose step can run several times, with the checkpoints of the scaffolder: a run sees the values that were
 * saved before its start, a later run never replaces a saved value, and a failed checkpoint saves no value.
 */
export class FakeTask {
  readonly saved: Record<string, Saved> = {};
  readonly lines: string[] = [];

  constructor(
    readonly id: string = 'task-1',
    readonly stepId: string = 'deploy',
  ) {}

  private retries = 0;

  /** Returns the context of a new run after a retry by a user. */
  retry(): OperationContext {
    this.retries += 1;
    return this.run();
  }

  /** Returns the context of the first run or of a recovery. */
  run(options: { signal?: AbortSignal } = {}): OperationContext {
    const before = { ...this.saved };
    return {
      secrets: { backstageToken: `token-${this.retries}` },
      task: { id: this.id },
      step: { id: this.stepId, name: this.stepId },
      signal: options.signal,
      logger: this.logger(),
      getInitiatorCredentials: async () => mockCredentials.user(),
      checkpoint: async ({ key, fn }) => {
        const found = before[key];
        if (found?.status === 'success') {
          return found.value as Awaited<ReturnType<typeof fn>>;
        }
        try {
          const value = await fn();
          this.saved[key] = { status: 'success', value: value ?? {} };
          return value;
        } catch (error) {
          this.saved[key] = { status: 'failed' };
          throw error;
        }
      },
    };
  }

  private logger(): LoggerService {
    const write = (line: string) => this.lines.push(line);
    return {
      debug: write,
      info: write,
      warn: write,
      error: write,
      child: () => this.logger(),
    };
  }
}
