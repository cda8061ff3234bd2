import { Environment, RunningHours, WEEKDAYS } from '@tap/plugin-tap-common';
import { DateTime } from 'luxon';

/** A start or an end of running hours. */
interface Edge {
  state: 'started' | 'stopped';
  /** Milliseconds since 1970. */
  at: number;
}

/**
 * What the running hours of its target request for an environment. Only the last start or end of them counts:
 *
 * - After an end, an environment is stopped that was created, or last stopped or started, before it. One that its owner
 *   has started since runs until the next end.
 * - After a start, an environment is started that the running hours had stopped. One that its owner has stopped stays stopped.
 *
 * @param hours - of the target; undefined if it has none
 * @param now - milliseconds since 1970
 * @returns undefined if nothing is due
 */
export function dueRunState(
  environment: Environment,
  hours: RunningHours | undefined,
  now: number,
): 'start' | 'stop' | undefined {
  const { createdAt, runState, status, uptime } = environment;
  if (!hours || uptime !== 'running-hours') {
    return undefined;
  }
  const { at, state } = lastEdge(hours, now);
  if (Date.parse(runState?.since ?? createdAt) >= at) {
    return undefined;
  }
  if (state === 'stopped') {
    return status === 'available' ? 'stop' : undefined;
  }
  return status === 'stopped' && runState?.scheduled ? 'start' : undefined;
}

/** The last start or end of running hours before a time. */
function lastEdge(hours: RunningHours, now: number): Edge {
  const today = DateTime.fromMillis(now, { zone: hours.timeZone }).startOf(
    'day',
  );
  const edges = Array.from({ length: 8 }, (_, days) => today.minus({ days }))
    .filter(day => hours.days.includes(WEEKDAYS[day.weekday - 1]))
    .flatMap((day): Edge[] => [
      { state: 'stopped', at: timeOf(day, hours.stop) },
      { state: 'started', at: timeOf(day, hours.start) },
    ]);
  return edges.find(({ at }) => at <= now)!;
}

/** A time of a day, which a change of the clocks can move. */
function timeOf(day: DateTime, time: string): number {
  const [hour, minute] = time.split(':').map(Number);
  return day.set({ hour, minute }).toMillis();
}
