import { AccountSettings } from '../AccountSettings';
import { Authorizer } from '../iam/Authorizer';
import { authorizeOperation } from '../iam/authorizeOperation';
import { AwsError } from '../protocol/AwsError';
import { ServiceRegistry } from '../protocol/ServiceRegistry';
import { Readings } from '../Readings';
import { ResourceFailure } from '../resources/ResourceHandler';
import { World } from '../resources/World';
import { LookupScope, ValueLookup } from './engine/EngineParts';

/** Looks up values through the operations of the services that store them. */
export function serviceLookup(
  registry: ServiceRegistry,
  world: (accountId: string, region: string) => World,
  {
    readings,
    settings,
    iam,
  }: { readings: Readings; settings: AccountSettings; iam?: Authorizer },
): ValueLookup {
  async function call(
    service: string,
    operation: string,
    params: Record<string, unknown>,
    { accountId, region, runsAs }: LookupScope,
  ): Promise<Record<string, unknown> | undefined> {
    const found = registry.find(service)!;
    const ctx = {
      world: world(accountId, region),
      readings,
      settings,
      accountId,
      region,
      accessKeyId: accountId,
      requestId: 'cloudformation',
      principal: runsAs,
    };
    if (iam) {
      await authorizeOperation(iam, found, operation, params, ctx).catch(
        error => {
          throw new ResourceFailure(error.message, 'AccessDenied');
        },
      );
    }
    try {
      return await found.operations[operation](params, ctx);
    } catch (error) {
      if (error instanceof AwsError && error.httpStatus < 500) {
        return undefined;
      }
      throw error;
    }
  }
  return {
    ssmParameter: async (scope, name) => {
      const params = { Names: [name], WithDecryption: true };
      const answer = await call('ssm', 'GetParameters', params, scope);
      const [parameter] = (answer?.Parameters ?? []) as { Value?: string }[];
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
