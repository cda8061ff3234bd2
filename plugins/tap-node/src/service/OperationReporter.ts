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
import {
  OPERATION_EVENTS_TOPIC,
  OperationEventPayload,
} from '../operationEvents';
import { StackChange } from '../TapEngine';
import { OperationRecorder, RecordedOperation } from './OperationRecorder';

/**
 * How often the last change of an operation without a task is published again, in milliseconds. While RDS creates an instance,
 * the stack does not change for a quarter of an hour and more. Subscribers must not take this silence for a process that is
 * gone. A task has a heartbeat of its own.
 */
const HEARTBEAT_MS = 60_000;

/** The reported data of an operation. */
export type ReportedOperation = Pick<
  Authorization,
  'initiator' | 'owner' | 'stackId' | 'suffix' | 'target'
> & { operation: Authorization['operation'] | 'follow' };

/**
 * Reports operations: start and end to the audit log; each change of the stack, the outcome and the record of the operation to
 * the events service.
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
   * @param recorded - what its record contains
   * @param start - starts it with a listener for its changes
   */
  async *report(
    authorization: ReportedOperation,
    recorded: RecordedOperation,
    start: (
      onChange: (change: StackChange) => void,
    ) => AsyncIterable<ProgressEvent>,
  ): AsyncGenerator<ProgressEvent, void, undefined> {
    const { taskId } = recorded;
    const audit = await this.audit(authorization, taskId);
    const watcher =
      authorization.operation === 'follow'
        ? { byReconciler: true as const }
        : { ...(taskId && { taskId }) };
    let published: Promise<void> = Promise.resolve();
    const publish = (
      topic: string,
      eventPayload: EnvironmentEventPayload | OperationEventPayload,
    ) => {
      published = published.then(() => this.publish(topic, eventPayload));
    };
    const recorder = new OperationRecorder(recorded, payload =>
      publish(OPERATION_EVENTS_TOPIC, payload),
    );
    let last: StackChange | undefined;
    const settle = async (outcome: OperationOutcome | undefined) => {
      if (last?.phase === 'ended' && outcome) {
        publish(ENVIRONMENT_EVENTS_TOPIC, {
          ...last,
          ...watcher,
          phase: 'settled',
          outcome,
        });
      }
      await published;
    };
    const heartbeat = setInterval(() => {
      if (last && last.phase !== 'ended' && !('taskId' in watcher)) {
        publish(ENVIRONMENT_EVENTS_TOPIC, {
          ...last,
          ...watcher,
          phase: 'changed',
        });
      }
    }, HEARTBEAT_MS);
    try {
      const progress = start(change => {
        last = change;
        publish(ENVIRONMENT_EVENTS_TOPIC, { ...change, ...watcher });
        recorder.changed(change);
      });
      for await (const event of progress) {
        if (event.type === 'completed') {
          recorder.completed(event);
          await settle({ result: 'completed', kept: event.kept });
          await audit.success({ meta: { outcome: event.operation } });
        }
        yield event;
      }
    } catch (error) {
      recorder.failed(error);
      await settle(failureOutcome(error));
      await audit.fail({ error: toError(error) });
      throw error;
    } finally {
      clearInterval(heartbeat);
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

  /** Logs a failure only, because subscribers also read changes from CloudFormation, and a record is history only. */
  private async publish(
    topic: string,
    eventPayload: EnvironmentEventPayload | OperationEventPayload,
  ): Promise<void> {
    try {
      await this.services.events.publish({ topic, eventPayload });
    } catch (error) {
      const { stackName } =
        'record' in eventPayload
          ? eventPayload.record.environment
          : eventPayload.environment;
      this.services.logger.warn(
        `Failed to publish the change of ${stackName}: ${error}`,
      );
    }
  }
}
