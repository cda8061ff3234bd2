import { AuditorService, LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import { EventsService } from '@backstage/plugin-events-node';
import { ProgressEvent } from '@tap/plugin-tap-common';
import {
  ENVIRONMENT_EVENTS_TOPIC,
  EnvironmentEventPayload,
} from '../environmentEvents';
import { Authorization } from '../EnvironmentService';
import { StackChange } from '../TapEngine';

/** What is told of an operation. */
export type ReportedOperation = Pick<
  Authorization,
  'initiator' | 'owner' | 'stackId' | 'suffix' | 'target'
> & { operation: Authorization['operation'] | 'follow' };

/**
 * Tells others of an operation: the audit trail of its beginning and end, the events service of each change of the
 * stack.
 */
export class OperationReporter {
  constructor(
    private readonly services: {
      auditor: AuditorService;
      events: EventsService;
      logger: LoggerService;
    },
  ) {}

  /**
   * Runs an operation and passes its events on.
   *
   * @param start - begins it, with the listener that it has to tell
   */
  async *report(
    authorization: ReportedOperation,
    taskId: string | undefined,
    start: (
      onChange: (change: StackChange) => void,
    ) => AsyncIterable<ProgressEvent>,
  ): AsyncGenerator<ProgressEvent, void, undefined> {
    const audit = await this.audit(authorization, taskId);
    const watcher =
      authorization.operation === 'follow'
        ? { byReconciler: true as const }
        : { ...(taskId && { taskId }) };
    let told: Promise<void> = Promise.resolve();
    try {
      const progress = start(change => {
        told = told.then(() => this.publish({ ...change, ...watcher }));
      });
      for await (const event of progress) {
        if (event.type === 'completed') {
          await told;
          await audit.success({ meta: { outcome: event.operation } });
        }
        yield event;
      }
    } catch (error) {
      await told;
      await audit.fail({ error: toError(error) });
      throw error;
    }
  }

  /** Tells of a refusal, which is an operation that has failed before it began. */
  async refused(
    operation: string,
    initiator: string,
    error: Error,
  ): Promise<void> {
    const audit = await this.services.auditor.createEvent({
      eventId: `environment-${operation}`,
      severityLevel: 'medium',
      meta: { initiator, refused: true },
    });
    await audit.fail({ error });
  }

  private audit(authorization: ReportedOperation, taskId: string | undefined) {
    const { operation, suffix, target, initiator, owner, stackId } =
      authorization;
    return this.services.auditor.createEvent({
      eventId: `environment-${operation}`,
      severityLevel: operation === 'teardown' ? 'high' : 'medium',
      meta: {
        initiator,
        suffix,
        target,
        owner,
        ...(stackId && { stackId }),
        ...(taskId && { taskId }),
      },
    });
  }

  /** Others hear of changes sooner by events, but learn of them from CloudFormation all the same. */
  private async publish(eventPayload: EnvironmentEventPayload): Promise<void> {
    try {
      await this.services.events.publish({
        topic: ENVIRONMENT_EVENTS_TOPIC,
        eventPayload,
      });
    } catch (error) {
      this.services.logger.warn(
        `Failed to publish the change of ${eventPayload.environment.stackName}: ${error}`,
      );
    }
  }
}
