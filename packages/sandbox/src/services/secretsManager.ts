import { AwsError } from '../protocol/AwsError';
import {
  findSecret,
  readSecretValue,
  SECRET,
  secretName,
} from '../resources/secrets/secretValue';
import {
  findStored,
  listStored,
  StoredResource,
} from '../resources/StoredResource';
import { World } from '../resources/World';
import { tagList } from './tags';
import { page } from './pages';
import { text } from '../resources/names';
import {
  OperationContext,
  OperationPermissions,
  Service,
} from '../protocol/ServiceOperations';

/** Secrets Manager: reads the secrets of stacks. */
export const SECRETS_MANAGER: Service = {
  name: 'secretsmanager',
  protocol: 'json',
  targetPrefix: 'secretsmanager',
  permissions,
  operations: {
    GetSecretValue: async ({ SecretId, VersionId, VersionStage }, ctx) => {
      const secret = existing(ctx.world, SecretId);
      const value = readSecretValue(ctx.world, secret.physicalId);
      const isCurrent =
        (VersionStage ?? 'AWSCURRENT') === 'AWSCURRENT' &&
        (VersionId ?? value?.versionId) === value?.versionId;
      if (!value || !isCurrent) {
        throw notFound(
          `Secrets Manager can't find the specified secret value for ${
            VersionId
              ? `VersionId: ${VersionId}`
              : `staging label: ${VersionStage}`
          }`,
        );
      }
      return {
        ARN: secret.physicalId,
        Name: secretName(secret.physicalId),
        VersionId: value.versionId,
        SecretString: value.secretString,
        VersionStages: ['AWSCURRENT'],
        CreatedDate: seconds(value.createdAt),
      };
    },
    DescribeSecret: async ({ SecretId }, { world }) => {
      const secret = existing(world, SecretId);
      const value = readSecretValue(world, secret.physicalId);
      return {
        ...describe(secret),
        LastChangedDate: value && seconds(value.createdAt),
        VersionIdsToStages: value && { [value.versionId]: ['AWSCURRENT'] },
      };
    },
    ListSecrets: async ({ NextToken, MaxResults }, { world }) => {
      const { items, next } = page(
        listStored(world, SECRET),
        NextToken,
        MaxResults,
      );
      return { SecretList: items.map(describe), NextToken: next };
    },
  },
};

function findKey(world: World, keyArn: string): StoredResource | undefined {
  return findStored(world, 'AWS::KMS::Key', keyArn.split('/').pop()!);
}

/** A secret with a key of KMS is decrypted with the permissions of the caller. */
function permissions(
  operation: string,
  { SecretId }: Record<string, unknown>,
  { world, region }: OperationContext,
): OperationPermissions {
  const secret = findSecret(world, String(SecretId));
  if (!secret) {
    return {};
  }
  const key = text(secret.properties.KmsKeyId);
  const decrypts = operation === 'GetSecretValue' && key !== undefined;
  return {
    actions: [
      `secretsmanager:${operation}`,
      ...(decrypts ? ['kms:Decrypt'] : []),
    ],
    resources: {
      'secretsmanager:Secret': [{ arn: secret.physicalId, tags: secret.tags }],
      ...(decrypts && {
        'kms:key': [{ arn: key, tags: findKey(world, key)?.tags }],
      }),
    },
    context: { 'kms:ViaService': `secretsmanager.${region}.amazonaws.com` },
  };
}

function existing(world: World, id: unknown): StoredResource {
  const secret = findSecret(world, String(id));
  if (!secret) {
    throw notFound("Secrets Manager can't find the specified secret.");
  }
  return secret;
}

function describe(secret: StoredResource) {
  return {
    ARN: secret.physicalId,
    Name: secretName(secret.physicalId),
    Description: secret.properties.Description,
    KmsKeyId: secret.properties.KmsKeyId,
    CreatedDate: seconds(secret.createdAt),
    Tags: tagList(secret.tags),
  };
}

function notFound(message: string): AwsError {
  return new AwsError('ResourceNotFoundException', message);
}

/** The JSON protocol encodes times as seconds since 1970. */
function seconds(iso: string): number {
  return Date.parse(iso) / 1000;
}
