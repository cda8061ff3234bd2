import { arn, text } from '../../resources/names';
import { DATABASE } from '../../resources/rds/StoredDatabase';
import { findStored } from '../../resources/StoredResource';
import { Service } from '../../protocol/ServiceOperations';
import { INSTANCE_OPERATIONS } from './instanceOperations';
import { MAINTENANCE_OPERATIONS } from './maintenanceOperations';
import { OFFER_OPERATIONS } from './offerOperations';
import { QUOTA_OPERATIONS } from './quotaOperations';
import { SNAPSHOT_OPERATIONS } from './snapshotOperations';
import { STOP_OPERATIONS } from './stopOperations';

/** RDS: describes the databases of stacks, and allows manual cleanup. */
export const RDS: Service = {
  name: 'rds',
  protocol: 'query',
  version: '2014-10-31',
  xmlNamespace: 'http://rds.amazonaws.com/doc/2014-10-31/',
  permissions: (operation, params, ctx) => {
    const database = text(params.DBInstanceIdentifier) ?? '*';
    const snapshot =
      text(params.DBSnapshotIdentifier) ??
      // It concerns a snapshot only if it creates one.
      (operation === 'StopDBInstance' ? undefined : '*');
    return {
      resources: {
        'rds:db': [
          {
            arn: arn(ctx, 'rds', `db:${database}`),
            tags: findStored(ctx.world, DATABASE, database)?.tags,
          },
        ],
        'rds:snapshot': snapshot
          ? [{ arn: arn(ctx, 'rds', `snapshot:${snapshot}`) }]
          : [],
      },
    };
  },
  operations: {
    ...INSTANCE_OPERATIONS,
    ...MAINTENANCE_OPERATIONS,
    ...SNAPSHOT_OPERATIONS,
    ...STOP_OPERATIONS,
    ...OFFER_OPERATIONS,
    ...QUOTA_OPERATIONS,
  },
};
