import type { DBInstance, DBSnapshot } from '@aws-sdk/client-rds';
import { AwsCaller } from './AwsCaller';
import type { Rds } from './AwsClients';
import { isNamed } from './awsErrors';
import { CallPriority } from './RateBudget';

/** RDS API calls. */
export class DatabaseApi {
  constructor(private readonly rds: Rds, private readonly caller: AwsCaller) {}

  /** A DB instance, or undefined if there is none. */
  async instance(
    identifier: string,
    priority: CallPriority = 'status',
  ): Promise<DBInstance | undefined> {
    try {
      const { DBInstances } = await this.caller.call(
        'rds:DescribeDBInstances',
        priority,
        () =>
          this.rds.call((client, rds) =>
            client.send(
              new rds.DescribeDBInstancesCommand({
                DBInstanceIdentifier: identifier,
              }),
            ),
          ),
      );
      return DBInstances?.[0];
    } catch (error) {
      if (isNamed(error, 'DBInstanceNotFoundFault', 'DBInstanceNotFound')) {
        return undefined;
      }
      throw error;
    }
  }

  /**
   * Stops a DB instance. RDS responds at once, and the instance has the status `stopping` for minutes, up to an hour.
   *
   * @throws InvalidDBInstanceStateFault unless it is available and neither a read replica nor the source of one
   *   (https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_StopInstance.html)
   */
  async stop(identifier: string): Promise<void> {
    await this.caller.call('rds:StopDBInstance', 'mutation', () =>
      this.rds.call((client, rds) =>
        client.send(
          new rds.StopDBInstanceCommand({ DBInstanceIdentifier: identifier }),
        ),
      ),
    );
  }

  /**
   * Starts a DB instance. RDS responds at once, and the instance has the status `starting` for minutes, or hours.
   *
   * @throws InvalidDBInstanceStateFault unless it is stopped
   *   (https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_StartInstance.html)
   */
  async start(identifier: string): Promise<void> {
    await this.caller.call('rds:StartDBInstance', 'mutation', () =>
      this.rds.call((client, rds) =>
        client.send(
          new rds.StartDBInstanceCommand({ DBInstanceIdentifier: identifier }),
        ),
      ),
    );
  }

  /**
   * Manual and final snapshots of a DB instance, also after its deletion. The request has no DBInstanceIdentifier, because
   * that must be the one of an existing instance
   * (https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DescribeDBSnapshots.html).
   */
  async manualSnapshots(identifier: string): Promise<DBSnapshot[]> {
    const found: DBSnapshot[] = [];
    let marker: string | undefined;
    do {
      const from = marker;
      const page = await this.caller.call(
        'rds:DescribeDBSnapshots',
        'status',
        () =>
          this.rds.call((client, rds) =>
            client.send(
              new rds.DescribeDBSnapshotsCommand({
                SnapshotType: 'manual',
                Marker: from,
              }),
            ),
          ),
      );
      found.push(
        ...(page.DBSnapshots ?? []).filter(
          snapshot => snapshot.DBInstanceIdentifier === identifier,
        ),
      );
      marker = page.Marker;
    } while (marker);
    return found;
  }
}
