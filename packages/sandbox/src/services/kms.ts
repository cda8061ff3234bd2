import { AwsError } from '../protocol/AwsError';
import { findStored, StoredResource } from '../resources/StoredResource';
import { PendingKey, PENDING_KEY } from '../resources/types/keys';
import { World } from '../resources/World';
import { arn } from '../resources/names';
import { Service } from '../protocol/ServiceOperations';

/** KMS: finds keys, including those pending deletion. */
export const KMS: Service = {
  name: 'kms',
  protocol: 'json',
  targetPrefix: 'TrentService',
  permissions: (_operation, { KeyId }, ctx) => ({
    resources: {
      'kms:key': [
        {
          arn: String(KeyId).startsWith('arn:')
            ? String(KeyId)
            : arn(ctx, 'kms', `key/${KeyId}`),
        },
      ],
    },
  }),
  operations: {
    DescribeKey: async ({ KeyId }, { world, accountId, region }) => {
      const { key, pending } = find(world, String(KeyId), {
        accountId,
        region,
      });
      return {
        KeyMetadata: {
          AWSAccountId: accountId,
          KeyId: key.physicalId,
          Arn: key.attributes.Arn,
          CreationDate: Date.parse(key.createdAt) / 1000,
          DeletionDate: pending && Date.parse(pending.deletionDate) / 1000,
          Description: key.properties.Description ?? '',
          Enabled: !pending && key.properties.Enabled !== false,
          KeyState: pending ? 'PendingDeletion' : 'Enabled',
          KeyUsage: key.properties.KeyUsage ?? 'ENCRYPT_DECRYPT',
          KeySpec: key.properties.KeySpec ?? 'SYMMETRIC_DEFAULT',
          KeyManager: 'CUSTOMER',
          Origin: 'AWS_KMS',
          MultiRegion: false,
        },
      };
    },
  },
};

function find(
  world: World,
  id: string,
  scope: { accountId: string; region: string },
): { key: StoredResource; pending?: PendingKey } {
  const name = id.replace(/^arn:aws:kms:[^:]*:[^:]*:/, '');
  const alias = name.startsWith('alias/')
    ? findStored(world, 'AWS::KMS::Alias', name)
    : undefined;
  const keyId = String(alias?.properties.TargetKeyId ?? name).replace(
    /^.*key\//,
    '',
  );
  const pending = world.get<PendingKey>(PENDING_KEY, keyId);
  const key = findStored(world, 'AWS::KMS::Key', keyId) ?? pending;
  if (!key) {
    throw new AwsError(
      'NotFoundException',
      `Key 'arn:aws:kms:${scope.region}:${scope.accountId}:key/${keyId}' does not exist`,
    );
  }
  return { key, pending };
}
