import { DBInstanceHandler } from './rds/DBInstanceHandler';
import { DBParameterGroupHandler } from './rds/DBParameterGroupHandler';
import { RDS_GROUP_TYPES } from './rds/groupTypes';
import { ResourceHandler } from './ResourceHandler';
import { SECRET_TYPES } from './secrets/secretTypes';
import { SimpleResourceHandler } from './SimpleResourceHandler';
import { AssociationHandler } from './ssm/AssociationHandler';
import { BUCKET_TYPES } from './types/buckets';
import { COMPUTE_TYPES } from './types/compute';
import { CUSTOM_RESOURCE_TYPES } from './types/customResources';
import { IDENTITY_TYPES } from './types/identity';
import { KEEPING_TYPES } from './types/storage';
import { KEY_TYPES } from './types/keys';
import { MESSAGING_TYPES } from './types/messaging';
import { NETWORK_TYPES } from './types/network';
import { SECURITY_GROUP_TYPES } from './types/securityGroups';
import { WATCHING_TYPES } from './types/monitoring';

/**
 * The resource types that the sandbox supports.
 * `AWS::CloudFormation::CustomResource` also handles every `Custom::…` type.
 */
export function resourceHandlers(): ResourceHandler[] {
  return [
    ...[
      ...NETWORK_TYPES,
      ...SECURITY_GROUP_TYPES,
      ...COMPUTE_TYPES,
      ...IDENTITY_TYPES,
      ...KEY_TYPES,
      ...BUCKET_TYPES,
      ...KEEPING_TYPES,
      ...SECRET_TYPES,
      ...RDS_GROUP_TYPES,
      ...WATCHING_TYPES,
      ...MESSAGING_TYPES,
      ...CUSTOM_RESOURCE_TYPES,
    ].map(definition => new SimpleResourceHandler(definition)),
    new DBParameterGroupHandler(),
    new DBInstanceHandler(),
    new AssociationHandler(),
  ];
}
