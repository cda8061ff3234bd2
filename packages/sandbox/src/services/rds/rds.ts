import { arn, text } from '../../resources/names';
import { Service } from '../../protocol/ServiceOperations';
import { INSTANCE_OPERATIONS } from './instanceOperations';
import { MAINTENANCE_OPERATIONS } from './maintenanceOperations';
import { OFFER_OPERATIONS } from './offerOperations';
import { QUOTA_OPERATIONS } from './quotaOperations';
import { SNAPSHOT_OPERATIONS } from './snapshotOperations';

/** RDS: describes the databases of stacks, and allows manual cleanup. */
export const RDS: Service = {
  name: 'rds',
  protocol: 'query',
  version: '2014-10-31',
  xmlNamespace: 'http://rds.amazonaws.com/doc/2014-10-31/',
  permissions: (_operation, params, ctx) => {
    const database = text(params.DBInstanceIdentifier) ?? '*';
    const snapshot = text(params.DBSnapshotIdentifier) ?? '*';
    return {
      resources: {
        'rds:db': [{ arn: arn(ctx, 'rds', `db:${database}`) }],
        'rds:snapshot': [{ arn: arn(ctx, 'rds', `snapshot:${snapshot}`) }],
      },
    };
  },
  operations: {
    ...INSTANCE_OPERATIONS,
    ...MAINTENANCE_OPERATIONS,
    ...SNAPSHOT_OPERATIONS,
    ...OFFER_OPERATIONS,
    ...QUOTA_OPERATIONS,
  },
};
