import { LoggerService } from '@backstage/backend-plugin-api';
import { EnvironmentRef, ProgressEvent } from '@tap/plugin-tap-common';
import { LogLine, ProgressLog } from './ProgressLog';

/** The event of a successful operation. */
export type CompletedEvent = Extract<ProgressEvent, { type: 'completed' }>;

/** Interval between calls of the heartbeat, in milliseconds. */
const HEARTBEAT_MS = 60_000;

/**
 * Follows an operation to its end and logs its progress.
 *
 * @param events - the events of the environment service
 * @param options - the logger, and the environment
 * @returns the last event
 * @throws the errors of the iterator; Error if it ends without a result
 */
export async function followProgress(
  events: AsyncIterable<ProgressEvent>,
  options: { logger: LoggerService; ref: EnvironmentRef },
): Promise<CompletedEvent> {
  const log = new ProgressLog();
  const write = (lines: LogLine[]) =>
    lines.forEach(({ level, text }) => options.logger[level](text));
  const heartbeat = setInterval(() => write(log.heartbeat()), HEARTBEAT_MS);
  // The heartbeat does not keep the process running.
  heartbeat.unref();
  let completed: CompletedEvent | undefined;
  try {
    for await (const event of events) {
      write(log.add(event));
      if (event.type === 'completed') {
        completed = event;
      }
    }
  } finally {
    clearInterval(heartbeat);
  }
  if (!completed) {
    throw new Error(
      `The operation on environment '${options.ref.suffix}' on target '${options.ref.target}' ended without a result. Check the status on the page of the environment, then retry the task.`,
    );
  }
  return completed;
}
