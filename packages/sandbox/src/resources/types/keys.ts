import { arn, stableUuid, isTrue } from '../names';
import { Properties, ResourceFailure } from '../ResourceHandler';
import { SimpleResourceType } from '../SimpleResourceType';
import { StoredResource } from '../StoredResource';

/** Kind of the keys that are pending deletion, by key ID. */
export const PENDING_KEY = 'kms-key-pending-deletion';

/** A key that can no longer be used, but whose deletion can be cancelled. */
export interface PendingKey extends StoredResource {
  /** ISO 8601 */
  deletionDate: string;
}

const DAY_MS = 24 * 60 * 60 * 1000;

/** KMS keys. They are deleted only after a waiting period. */
export const KEY_TYPES: SimpleResourceType[] = [
  {
    type: 'AWS::KMS::Key',
    physicalId: ctx => stableUuid(ctx, 'key'),
    attributes: (ctx, _properties, keyId) => ({
      Arn: arn(ctx, 'kms', `key/${keyId}`),
      KeyId: keyId,
    }),
    validate: properties => {
      const days = pendingDays(properties);
      if (!(days >= 7 && days <= 30)) {
        throw new ResourceFailure(
          `PendingWindowInDays is ${days}; it has to be between 7 and 30`,
          'InvalidRequest',
        );
      }
      if (isTrue(properties.EnableKeyRotation) && isAsymmetric(properties)) {
        throw new ResourceFailure(
          'You cannot set the EnableKeyRotation property to true on asymmetric keys.',
          'InvalidRequest',
        );
      }
    },
    // https://docs.aws.amazon.com/kms/latest/developerguide/deleting-keys.html
    removed: ({ world }, resource) => {
      const wait = pendingDays(resource.properties) * DAY_MS;
      world.put<PendingKey>(PENDING_KEY, resource.physicalId, {
        ...resource,
        deletionDate: new Date(Date.now() + wait).toISOString(),
      });
    },
  },
];

function pendingDays({ PendingWindowInDays }: Properties): number {
  return Number(PendingWindowInDays ?? 30);
}

function isAsymmetric({ KeySpec }: Properties): boolean {
  return (KeySpec ?? 'SYMMETRIC_DEFAULT') !== 'SYMMETRIC_DEFAULT';
}
