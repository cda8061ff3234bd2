import { PortalClient, Task } from './PortalClient';

/** Consecutive polls of an open task, about one per second, after which the scaffolder's workers count as having overlooked it. */
const OVERLOOKED_AFTER_POLLS = 60;

/**
 * Polls the status of one task, and makes the scaffolder's workers look for open tasks if they have overlooked it. A worker
 * looks for an open task and only then waits for the signal of a new one: a task that is created or recovered in between
 * waits for the signal of the next task.
 * https://github.com/backstage/backstage/blob/master/plugins/scaffolder-backend/src/scaffolder/tasks/StorageTaskBroker.ts
 */
export class TaskPoll {
  private openPolls = 0;

  /**
   * @param onOverlooked - is called each time that the workers have overlooked the task
   */
  constructor(
    private readonly portal: PortalClient,
    private readonly taskId: string,
    private readonly onOverlooked: () => void = () => {},
  ) {}

  /** The present status of the task. */
  async status(): Promise<Task['status']> {
    const { status } = await this.portal.task(this.taskId);
    this.openPolls = status === 'open' ? this.openPolls + 1 : 0;
    if (this.openPolls === OVERLOOKED_AFTER_POLLS) {
      this.openPolls = 0;
      this.onOverlooked();
      await this.portal.signalWorker();
    }
    return status;
  }
}
