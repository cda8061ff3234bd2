import { randomUUID } from 'node:crypto';

import { World } from '../World';
import { findStored, listStored, StoredResource } from '../StoredResource';

export const SECRET = 'AWS::SecretsManager::Secret';

const SECRET_VALUE = 'secret-value';

/** The current version of a secret. */
export interface SecretValue {
  arn: string;
  secretString: string;
  versionId: string;
  /** ISO 8601 */
  createdAt: string;
}

/** The value of a secret, by ARN. */
export function readSecretValue(
  world: World,
  arn: string,
): SecretValue | undefined {
  return world.get<SecretValue>(SECRET_VALUE, arn);
}

/** Sets the value of a secret. */
export function writeSecretValue(
  world: World,
  arn: string,
  secretString: string,
): void {
  const createdAt = new Date().toISOString();
  const versionId = randomUUID();
  world.put<SecretValue>(SECRET_VALUE, arn, {
    arn,
    secretString,
    versionId,
    createdAt,
  });
}

/** Removes the value of a secret. */
export function removeSecretValue(world: World, arn: string): void {
  world.remove(SECRET_VALUE, arn);
}

/** The name of a secret: its ARN without the random suffix. */
export function secretName(arn: string): string {
  return arn
    .split(':')
    .slice(6)
    .join(':')
    .replace(/-[^-]{6}$/, '');
}

/** Finds a secret by ARN, by ARN without the random suffix, or by name. */
export function findSecret(
  world: World,
  id: string,
): StoredResource | undefined {
  return (
    findStored(world, SECRET, id) ??
    listStored(world, SECRET).find(
      ({ physicalId }) =>
        secretName(physicalId) === id || physicalId.slice(0, -7) === id,
    )
  );
}
