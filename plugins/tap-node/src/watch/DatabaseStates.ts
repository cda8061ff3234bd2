import { LoggerService } from '@backstage/backend-plugin-api';
import {
  DatabaseProgress,
  ResourceProgress,
  resourceState,
} from '@tap/plugin-tap-common';
import { DatabaseApi } from '../aws/DatabaseApi';

const DATABASE_TYPE = 'AWS::RDS::DBInstance';

/** How long a state is used before it is read again, in milliseconds: RDS changes it every few minutes. */
const GOOD_FOR_MS = 15_000;

/** After how long a state is not shown any more, in milliseconds: it can be that of an earlier operation. */
const SHOWN_FOR_MS = 60_000;

/** How many instances are remembered. */
const MOST = 500;

/** Where the instances of a target are read. */
interface InstanceSource {
  databases: Pick<DatabaseApi, 'instance'>;
  logger: LoggerService;
  target: { name: string };
}

interface Known {
  readAt: number;
  status?: string;
}

/**
 * The states that RDS reports for the DB instances of operations in progress. CloudFormation reports only that an instance is in
 * progress, which lasts most of an operation.
 */
export class DatabaseStates {
  private readonly known = new Map<string, Known>();

  /**
   * The last known state of each instance in progress. Never waits for RDS: a state that is missing or old is read in the
   * background, with the lowest priority in the rate budget, for the next call.
   *
   * @param events - of the operation, oldest first
   */
  of(source: InstanceSource, events: ResourceProgress[]): DatabaseProgress[] {
    return inProgress(events).flatMap(({ logicalId, physicalId }) => {
      const status = this.status(source, physicalId);
      return status === undefined ? [] : [{ logicalId, status }];
    });
  }

  private status(
    { databases, logger, target }: InstanceSource,
    identifier: string,
  ): string | undefined {
    const key = `${target.name}/${identifier}`;
    const known = this.known.get(key);
    const now = performance.now();
    const age = known ? now - known.readAt : Infinity;
    const status = age < SHOWN_FOR_MS ? known?.status : undefined;
    if (age >= GOOD_FOR_MS) {
      // Marked as read already, so that concurrent calls do not read it, too.
      this.remember(key, { readAt: now, status });
      databases
        .instance(identifier, 'query')
        .then(instance =>
          this.remember(key, {
            readAt: performance.now(),
            status: instance?.DBInstanceStatus,
          }),
        )
        .catch(error =>
          logger.debug(`Failed to read the state of ${identifier}: ${error}`),
        );
    }
    return status;
  }

  private remember(key: string, known: Known): void {
    this.known.delete(key);
    this.known.set(key, known);
    const oldest = this.known.keys().next().value;
    if (this.known.size > MOST && oldest !== undefined) {
      this.known.delete(oldest);
    }
  }
}

/** DB instances whose last event says that they are in progress. The first event of a creation has no physical ID yet. */
function inProgress(
  events: ResourceProgress[],
): { logicalId: string; physicalId: string }[] {
  const newest = new Map(
    events
      .filter(({ resourceType }) => resourceType === DATABASE_TYPE)
      .map(event => [event.logicalId, event]),
  );
  return [...newest.values()].flatMap(({ logicalId, physicalId, status }) =>
    physicalId !== undefined && resourceState(status) === 'busy'
      ? [{ logicalId, physicalId }]
      : [],
  );
}
