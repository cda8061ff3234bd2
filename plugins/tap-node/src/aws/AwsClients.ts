import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { EC2Client } from '@aws-sdk/client-ec2';
import { RDSClient } from '@aws-sdk/client-rds';
import { SSMClient } from '@aws-sdk/client-ssm';
import { Config } from '@backstage/config';
import { DefaultAwsCredentialsManager } from '@backstage/integration-aws-node';
import type { AwsService, Target } from '../config';

/** AWS clients of one target. @internal */
export interface AwsClients {
  cloudFormation: CloudFormationClient;
  ec2: EC2Client;
  rds: RDSClient;
  ssm: SSMClient;
  destroy(): void;
}

/**
 * Clients for a target's account and region. On AWS they use the credentials that `aws.accounts` of app-config names
 * (https://www.npmjs.com/package/@backstage/integration-aws-node); on the sandbox, placeholders.
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
  };
  const optionsFor = (service: AwsService) => ({
    ...options,
    endpoint: target.endpoint ?? target.serviceEndpoints[service],
  });
  const clients = {
    cloudFormation: new CloudFormationClient(optionsFor('cloudformation')),
    ec2: new EC2Client(optionsFor('ec2')),
    rds: new RDSClient(optionsFor('rds')),
    ssm: new SSMClient(optionsFor('ssm')),
  };
  return {
    ...clients,
    destroy: () => Object.values(clients).forEach(client => client.destroy()),
  };
}

function credentialProvider(target: Target, config: Config) {
  if (target.endpoint) {
    // The sandbox verifies no signature and takes the access key ID for the account. Credentials of AWS are never used
    // here: a session token is part of each request, and any process of this machine can listen on the port.
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
