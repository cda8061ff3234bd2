import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import type * as Ec2Sdk from '@aws-sdk/client-ec2';
import type * as PricingSdk from '@aws-sdk/client-pricing';
import type * as RdsSdk from '@aws-sdk/client-rds';
import type * as ServiceQuotasSdk from '@aws-sdk/client-service-quotas';
import type * as SsmSdk from '@aws-sdk/client-ssm';
import { Config } from '@backstage/config';
import { DefaultAwsCredentialsManager } from '@backstage/integration-aws-node';
import {
  setImmediate as nextTurn,
  setTimeout as sleep,
} from 'node:timers/promises';
import type { AwsService, Target } from '../config';
import { pricingRegion } from '../prices/pricingRegion';
import { isAccessRefused } from './accessRefused';
import { isThrottling, isTransient } from './awsErrors';
import { LazyClient } from './LazyClient';

/** Timeouts of AWS calls, in milliseconds. @public */
export interface AwsTimeouts {
  /** Until the connection is established. */
  connection: number;
  /** Until the response starts. */
  request: number;
  /** Between two parts of a response. */
  socket: number;
  /** Until credentials are available, which can require a call to STS or to the metadata service of the host. */
  credentials: number;
}

/** Timeouts for AWS and sandbox. */
export const DEFAULT_TIMEOUTS: AwsTimeouts = {
  connection: 5_000,
  request: 30_000,
  socket: 30_000,
  credentials: 30_000,
};

export type Ec2 = LazyClient<typeof Ec2Sdk, Ec2Sdk.EC2Client>;
export type Pricing = LazyClient<typeof PricingSdk, PricingSdk.PricingClient>;
export type Rds = LazyClient<typeof RdsSdk, RdsSdk.RDSClient>;
export type ServiceQuotas = LazyClient<
  typeof ServiceQuotasSdk,
  ServiceQuotasSdk.ServiceQuotasClient
>;
export type Ssm = LazyClient<typeof SsmSdk, SsmSdk.SSMClient>;

/** AWS clients of one target. A back end uses those of CloudFormation and CloudWatch as soon as it has started. */
export interface AwsClients {
  cloudFormation: CloudFormationClient;
  cloudWatch: CloudWatchClient;
  ec2: Ec2;
  pricing: Pricing;
  rds: Rds;
  serviceQuotas: ServiceQuotas;
  ssm: Ssm;
  /** Loads the packages that are loaded for the first call otherwise. */
  load(): Promise<void>;
  destroy(): void;
}

/**
 * Clients for a target's account and region. On AWS they use the credentials that `aws.accounts` of app-config names
 * (https://www.npmjs.com/package/@backstage/integration-aws-node); on the sandbox, placeholders.
 *
 * {@link AwsCaller} retries calls and counts each attempt against the rate budget; the SDK does not retry. A call that
 * takes too long ends with a TimeoutError, which is transient.
 */
export function createAwsClients(
  target: Target,
  config: Config,
  timeouts: AwsTimeouts = DEFAULT_TIMEOUTS,
): AwsClients {
  const options = {
    region: target.region,
    maxAttempts: 1,
    credentials: portalCredentials(target, config, timeouts.credentials),
    requestHandler: {
      connectionTimeout: timeouts.connection,
      requestTimeout: timeouts.request,
      // Without it, @smithy/node-http-handler only logs a warning and continues to wait.
      throwOnRequestTimeout: true,
      // The timeout of the request ends with the response headers; this one covers the body.
      socketTimeout: timeouts.socket,
    },
  };
  const optionsFor = (service: AwsService) => ({
    ...options,
    endpoint: target.endpoint ?? target.serviceEndpoints[service],
  });
  const clients = {
    cloudFormation: new CloudFormationClient(optionsFor('cloudformation')),
    cloudWatch: new CloudWatchClient(optionsFor('cloudwatch')),
    ec2: new LazyClient(
      (): typeof Ec2Sdk => require('@aws-sdk/client-ec2'),
      sdk => new sdk.EC2Client(optionsFor('ec2')),
    ),
    pricing: new LazyClient(
      (): typeof PricingSdk => require('@aws-sdk/client-pricing'),
      sdk =>
        new sdk.PricingClient({
          ...optionsFor('pricing'),
          region: pricingRegion(target.region) ?? target.region,
        }),
    ),
    rds: new LazyClient(
      (): typeof RdsSdk => require('@aws-sdk/client-rds'),
      sdk => new sdk.RDSClient(optionsFor('rds')),
    ),
    serviceQuotas: new LazyClient(
      (): typeof ServiceQuotasSdk => require('@aws-sdk/client-service-quotas'),
      sdk => new sdk.ServiceQuotasClient(optionsFor('servicequotas')),
    ),
    ssm: new LazyClient(
      (): typeof SsmSdk => require('@aws-sdk/client-ssm'),
      sdk => new sdk.SSMClient(optionsFor('ssm')),
    ),
  };
  return {
    ...clients,
    load: async () => {
      const { ec2, pricing, rds, serviceQuotas, ssm } = clients;
      // One after the other, so that requests are served in between.
      for (const client of [ec2, rds, ssm, serviceQuotas, pricing]) {
        client.load();
        await nextTurn();
      }
    },
    destroy: () => Object.values(clients).forEach(client => client.destroy()),
  };
}

/**
 * The credentials with which the portal calls AWS for a target.
 *
 * @param timeout - until they are available, in milliseconds
 */
export function portalCredentials(
  target: Target,
  config: Config,
  timeout: number = DEFAULT_TIMEOUTS.credentials,
) {
  if (target.endpoint) {
    // The sandbox verifies no signature and takes the access key ID for the account. Credentials of AWS are never used
    // here: a session token is part of each request, and any process of this machine can listen on the port.
    return async () => ({
      accessKeyId: target.accountId,
      secretAccessKey: 'sandbox',
    });
  }
  const manager = DefaultAwsCredentialsManager.fromConfig(config);
  const provide = async () => {
    const { sdkCredentialProvider } = await manager.getCredentialProvider({
      accountId: target.accountId,
    });
    return sdkCredentialProvider();
  };
  return () =>
    within(timeout, provide()).catch(error => {
      throw credentialsError(error);
    });
}

/** The SDK shares one credentials request among all calls, so one that never ends would block the client. */
async function within<T>(milliseconds: number, promise: Promise<T>) {
  const timer = new AbortController();
  const timeout = sleep(milliseconds, undefined, { signal: timer.signal }).then(
    () => {
      throw Object.assign(
        new Error(`No credentials within ${milliseconds} ms`),
        { name: 'TimeoutError' },
      );
    },
  );
  try {
    // The race ignores the AbortError of the timeout if the promise settles first.
    return await Promise.race([promise, timeout]);
  } finally {
    timer.abort();
  }
}

/** An error of STS must not be handled as a response of the called service. */
function credentialsError(error: Error): Error {
  return isTransient(error) || isThrottling(error) || isAccessRefused(error)
    ? error
    : Object.assign(new Error(error.message), {
        name: 'CredentialsProviderError',
      });
}
