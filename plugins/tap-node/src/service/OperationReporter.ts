import { AuditorService, LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import { EventsService } from '@backstage/plugin-events-node';
import { ProgressEvent } from '@tap/plugin-tap-common';
import {
  ENVIRONMENT_EVENTS_TOPIC,
  EnvironmentEventPayload,
  OperationOutcome,
} from '../environmentEvents';
import { Authorization } from '../EnvironmentService';
import { failureOutcome } from '../operation/failureOutcome';
import { StackChange } from '../TapEngine';

/** The reported data of an operation. */
export type ReportedOperation = Pick<
  Authorization,
  'initiator' | 'owner' | 'stackId' | 'suffix' | 'target'
> & { operation: Authorization['operation'] | 'follow' };

/**
 * Reports operations: start and end to the audit log, each change of the stack and the outcome to the events service.
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
   * @param start - starts it with a listener for its changes
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
    let published: Promise<void> = Promise.resolve();
    let last: StackChange | undefined;
    const settle = async (outcome: OperationOutcome | undefined) => {
      await published;
      if (last?.phase === 'ended' && outcome) {
        await this.publish({ ...last, ...watcher, phase: 'settled', outcome });
      }
    };
    try {
      const progress = start(change => {
        last = change;
        published = published.then(() =>
          this.publish({ ...change, ...watcher }),
        );
      });
      for await (const event of progress) {
        if (event.type === 'completed') {
          await settle({ result: 'completed', kept: event.kept });
          await audit.success({ meta: { outcome: event.operation } });
        }
        yield event;
      }
    } catch (error) {
      await settle(failureOutcome(error));
      await audit.fail({ error: toError(error) });
      throw error;
    }
  }

  /** Reports a rejection as an operation that failed before its start. */
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

  /** Logs a failure only, because subscribers also read changes from CloudFormation. */
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
