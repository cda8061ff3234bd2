import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { EC2Client } from '@aws-sdk/client-ec2';
import { RDSClient } from '@aws-sdk/client-rds';
import { SSMClient } from '@aws-sdk/client-ssm';
import { Config } from '@backstage/config';
import { DefaultAwsCredentialsManager } from '@backstage/integration-aws-node';
import { Target } from '../config';

/** AWS clients of one target. @internal */
export interface AwsClients {
  cloudFormation: CloudFormationClient;
  ec2: EC2Client;
  rds: RDSClient;
  ssm: SSMClient;
  destroy(): void;
}

/**
 * Clients for a target's account and region, with the credentials that `aws.accounts` of app-config names
 * (https://www.npmjs.com/package/@backstage/integration-aws-node).
 *
 * Retries are {@link AwsCaller}'s, which counts each attempt against the rate budget; the SDK makes none.
 *
 * @internal
 */
export function createAwsClients(target: Target, config: Config): AwsClients {
  const options = {
    region: target.region,
    maxAttempts: 1,
    credentials: credentialProvider(target, config),
    requestHandler: { connectionTimeout: 5_000, requestTimeout: 30_000 },
    ...(target.endpoint && { endpoint: target.endpoint }),
  };
  const clients = {
    cloudFormation: new CloudFormationClient(options),
    ec2: new EC2Client(options),
    rds: new RDSClient(options),
    ssm: new SSMClient(options),
  };
  return {
    ...clients,
    destroy: () => Object.values(clients).forEach(client => client.destroy()),
  };
}

function credentialProvider(target: Target, config: Config) {
  if (target.endpoint && !hasAccount(config, target.accountId)) {
    // The sandbox reads the account off the access key ID and verifies nothing. Real credentials of the
    // machine are never sent to an endpoint that app-config names.
    return async () => ({
      accessKeyId: target.accountId,
      secretAccessKey: 'sandbox',
    });
  }
  const manager = DefaultAwsCredentialsManager.fromConfig(config);
  return async () => {
    const { sdkCredentialProvider } = await manager.getCredentialProvider({
      accountId: target.accountId,
    });
    return sdkCredentialProvider();
  };
}

function hasAccount(config: Config, accountId: string): boolean {
  return (config.getOptionalConfigArray('aws.accounts') ?? []).some(
    account => account.getOptionalString('accountId') === accountId,
  );
}
