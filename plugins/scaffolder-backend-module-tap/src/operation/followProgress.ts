import { LoggerService } from '@backstage/backend-plugin-api';
import { EnvironmentRef, ProgressEvent } from '@tap/plugin-tap-common';
import { LogLine, ProgressLog } from './ProgressLog';

/** The event that ends an operation well. */
export type CompletedEvent = Extract<ProgressEvent, { type: 'completed' }>;

/** How often is looked whether the log has fallen silent, in milliseconds. */
const HEARTBEAT_MS = 60_000;

/**
 * Follows an operation to its end, telling the log.
 *
 * @param events - what the environment service yields
 * @param options - where to log, and which environment it is about
 * @returns the event that ended it
 * @throws what the iterator throws; Error where it ends without telling the outcome
 */
export async function followProgress(
  events: AsyncIterable<ProgressEvent>,
  options: { logger: LoggerService; ref: EnvironmentRef },
): Promise<CompletedEvent> {
  const log = new ProgressLog();
  const write = (lines: LogLine[]) =>
    lines.forEach(({ level, text }) => options.logger[level](text));
  const heartbeat = setInterval(() => write(log.heartbeat()), HEARTBEAT_MS);
  // A sign of life is no reason for a process to live on.
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
      `The operation on environment '${options.ref.suffix}' on target '${options.ref.target}' ended without telling its outcome; open the environment's page to see where it stands, then retry the task`,
    );
  }
  return completed;
}
