import type {
  Life,
  LifeDifference,
  LifeDuration,
  LifeEvent,
} from './LifeReport';

/**
 * Where the life of an environment in an account differs from that in the sandbox: the statuses of each resource in each
 * operation, and the seconds that each type of resource takes.
 */
export function compareLives(
  actual: Life,
  sandbox: Life,
): { differences: LifeDifference[]; durations: LifeDuration[] } {
  const [there, here] = [actual, sandbox].map(({ events }) =>
    byResource(events),
  );
  const keys = [...new Set([...there.keys(), ...here.keys()])].sort();
  const differences = keys.flatMap((key): LifeDifference[] => {
    const [found, expected] = [there.get(key) ?? [], here.get(key) ?? []];
    const [{ logicalId, operation, resourceType }] = [...found, ...expected];
    const statuses = [found, expected].map(events =>
      events.map(({ status }) => status),
    );
    return statuses[0].join() === statuses[1].join()
      ? []
      : [
          {
            operation,
            logicalId,
            resourceType,
            sandbox: statuses[1],
            actual: statuses[0],
          },
        ];
  });
  return { differences, durations: durationsOf(there, here) };
}

type Histories = Map<string, LifeEvent[]>;

function byResource(events: LifeEvent[]): Histories {
  const found: Histories = new Map();
  for (const event of events) {
    const key = `${event.operation}/${event.logicalId}`;
    found.set(key, [...(found.get(key) ?? []), event]);
  }
  return found;
}

function durationsOf(there: Histories, here: Histories): LifeDuration[] {
  const [actual, sandbox] = [there, here].map(longestByType);
  return [...actual.keys()]
    .filter(key => sandbox.has(key))
    .sort()
    .map(key => {
      const [operation, resourceType] = key.split('/');
      return {
        operation,
        resourceType,
        sandboxSeconds: sandbox.get(key)!,
        actualSeconds: actual.get(key)!,
      };
    });
}

/** Seconds of the slowest resource of each type in each operation. */
function longestByType(histories: Histories): Map<string, number> {
  const longest = new Map<string, number>();
  for (const events of histories.values()) {
    const [{ operation, resourceType, seconds }] = events;
    const took = events[events.length - 1].seconds - seconds;
    const key = `${operation}/${resourceType}`;
    longest.set(key, Math.max(longest.get(key) ?? 0, took));
  }
  return longest;
}
