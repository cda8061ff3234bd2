import { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  Environment,
  EnvironmentRef,
  OperationRecord,
} from '@tap/plugin-tap-common';
import {
  EnvironmentService,
  OperationEventPayload,
} from '@tap/plugin-tap-node';
import { OperationStore } from '../database';

/** The operations of environments, also after their teardown. */
export class OperationHistory {
  private readonly environments: EnvironmentService;
  private readonly operations: OperationStore;

  constructor(options: {
    environments: EnvironmentService;
    operations: OperationStore;
  }) {
    this.environments = options.environments;
    this.operations = options.operations;
  }

  /** Handles the start or the end of an operation of any process. */
  async onOperationEvent({
    followed,
    phase,
    record,
  }: OperationEventPayload): Promise<void> {
    if (phase === 'started') {
      await this.operations.start(record, followed === true);
    } else {
      await this.operations.end(record, followed === true);
    }
  }

  /** Stores an operation that has ended, and that the environment service does not publish. */
  async add(record: OperationRecord): Promise<void> {
    await this.operations.end(record, false);
  }

  /**
   * Returns the operations of all environments that have or had a name, newest first. The permission for the operations of
   * a stack is checked against its last recorded owner.
   *
   * @param ref - `target`: the default target if undefined
   * @param options - `credentials` of the caller
   * @returns only operations that the caller may read
   */
  async list(
    ref: Partial<EnvironmentRef> & { suffix: string },
    { credentials }: { credentials: BackstageCredentials },
  ): Promise<OperationRecord[]> {
    const [defaultTarget = ''] = this.environments.targetNames();
    const { suffix, target = defaultTarget } = ref;
    const records = await this.operations.list({ suffix, target });
    const last = new Map<string, Environment>();
    for (const { environment, stackId } of records) {
      if (!last.has(stackId)) {
        last.set(stackId, environment);
      }
    }
    const readable = await this.environments.withHistory([...last.values()], {
      credentials,
    });
    const stackIds = new Set(readable.map(({ stackId }) => stackId));
    return records.filter(({ stackId }) => stackIds.has(stackId));
  }
}
