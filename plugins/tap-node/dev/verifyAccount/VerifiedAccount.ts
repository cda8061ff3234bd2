import { IAMClient } from '@aws-sdk/client-iam';
import { STSClient } from '@aws-sdk/client-sts';
import type { Config } from '@backstage/config';
import type { Target } from '../../src/config';
import type { TargetRuntime } from '../../src/operation/TargetRuntime';
import type { Finding } from './AccountReport';

/** The role that the portal assumes, as `aws` of app-config names it. */
export interface PortalRole {
  arn: string;
  externalId?: string;
}

/** An account that is checked. */
export interface VerifiedAccount {
  target: Target;
  config: Config;
  /** Reads with the portal's credentials. */
  runtime: TargetRuntime;
  /** Undefined if the portal assumes no role. */
  portalRole?: PortalRole;
  /** STS and IAM with the credentials of the environment, with which the back end runs. */
  sts: STSClient;
  iam: IAMClient;
  /** STS with the portal's credentials. */
  portalSts: STSClient;
  now: () => Date;
}

/** A check; it only reads. */
export type Check = (account: VerifiedAccount) => Promise<Finding[]>;
