import { AwsError } from '../protocol/AwsError';
import { ServiceRegistry } from '../protocol/ServiceRegistry';
import { Readings } from '../Readings';
import { World } from '../resources/World';
import { LookupScope, ValueLookup } from './engine/EngineParts';

/** Looks up values through the operations of the services that store them. */
export function serviceLookup(
  registry: ServiceRegistry,
  world: (accountId: string, region: string) => World,
  readings: Readings,
): ValueLookup {
  async function call(
    service: string,
    operation: string,
    params: Record<string, unknown>,
    { accountId, region }: LookupScope,
  ): Promise<Record<string, unknown> | undefined> {
    try {
      return await registry.find(service)?.operations[operation]?.(params, {
        world: world(accountId, region),
        readings,
        accountId,
        region,
        accessKeyId: accountId,
        requestId: 'cloudformation',
      });
    } catch (error) {
      if (error instanceof AwsError && error.httpStatus < 500) {
        return undefined;
      }
      throw error;
    }
  }
  return {
    ssmParameter: async (scope, name) => {
      const params = { Name: name, WithDecryption: true };
      const answer = await call('ssm', 'GetParameter', params, scope);
      const parameter = answer?.Parameter as { Value?: string } | undefined;
      return parameter?.Value;
    },
    secretString: async (scope, SecretId, { stage, id }) => {
      const params = { SecretId, VersionStage: stage, VersionId: id };
      const answer = await call(
        'secretsmanager',
        'GetSecretValue',
        params,
        scope,
      );
      return answer?.SecretString as string | undefined;
    },
  };
}
