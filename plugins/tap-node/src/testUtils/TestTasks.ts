import { DatabaseService } from '@backstage/backend-plugin-api';
import { Answer, Caller, MOCK_USER, TaskOutcome } from './types';
import { until } from './waits';

const TASKS = '/api/scaffolder/v2/tasks';
const ENDED = ['completed', 'failed', 'cancelled'];

/** Sends a request to the portal. @public */
export type SendRequest = (
  caller: Caller,
  path: string,
  body?: object,
) => Promise<Answer>;

/**
 * The tasks of the scaffolder in a {@link TestPortal}.
 *
 * @public
 */
export class TestTasks {
  private readonly send: SendRequest;
  private readonly database: () => DatabaseService;

  constructor(options: {
    send: SendRequest;
    /** The scaffolder's database. */
    database: () => DatabaseService;
  }) {
    this.send = options.send;
    this.database = options.database;
  }

  /** Asks for a task. */
  create(caller: Caller, template: string, values: object): Promise<Answer> {
    const templateRef = `template:default/${template}`;
    return this.send(caller, TASKS, { templateRef, values });
  }

  /** Starts a task and returns its ID. */
  async submit(
    template: string,
    values: object,
    caller: Caller = MOCK_USER,
  ): Promise<string> {
    const { body, status, text } = await this.create(caller, template, values);
    if (status !== 201) {
      throw new Error(`No task was created, answered ${status}: ${text}`);
    }
    return body.id;
  }

  /** Waits until a task has one of these statuses in the scaffolder's database: a request takes much longer than a query. */
  async hasStatus(taskId: string, ...statuses: string[]): Promise<string> {
    const client = await this.database().getClient();
    let status = '';
    await until(async () => {
      const task = client<{ id: string; status: string }>('tasks');
      ({ status } = (await task.where({ id: taskId }).first('status'))!);
      return statuses.includes(status);
    });
    return status;
  }

  /**
   * Waits until a task is at work in a step. Before, the scaffolder cannot cancel it: it looks for the step among the
   * task's events, and answers 500 where none names one (StorageTaskBroker of \@backstage/plugin-scaffolder-backend 4.2.0).
   */
  hasBegun(taskId: string): Promise<void> {
    return until(async () =>
      (await this.events(taskId)).some(({ body }) => body.stepId),
    );
  }

  /** Waits for the end of a task. */
  async outcome(taskId: string): Promise<TaskOutcome> {
    // The scaffolder writes the status and the last event in one transaction.
    const status = await this.hasStatus(taskId, ...ENDED);
    const events = await this.events(taskId);
    const completion = events.find(({ type }) => type === 'completion');
    return {
      status,
      output: completion?.body.output,
      error: completion?.body.error,
      log: events
        .filter(({ type }) => type === 'log')
        .map(({ body }) => body.message),
    };
  }

  /** What the scaffolder has recorded of a task so far. */
  async events(taskId: string): Promise<Array<{ type: string; body: any }>> {
    return (await this.send('service', `${TASKS}/${taskId}/events`)).body;
  }

  /**
   * Gives tasks a status in the scaffolder's database: `open`, as the scaffolder does with one whose heartbeat is missing,
   * or `failed`, as it does with those that it may not recover.
   *
   * @param taskId - all tasks by default
   */
  async mark(status: 'open' | 'failed', taskId?: string): Promise<void> {
    const client = await this.database().getClient();
    await client('tasks')
      .where(taskId ? { id: taskId } : {})
      .update({ status });
  }
}
