/**
 * Names in the IAM documents that differ between accounts. A value is a literal, or an expression of `Fn::Sub` such as
 * `${AWS::AccountId}`.
 */
export interface IamNames {
  /** `aws`, `aws-cn` or `aws-us-gov`. */
  partition: string;
  /** The account of the environments. */
  accountId: string;
  /** A region such as `eu-central-1`, or `*` for all. */
  region: string;
  /** ARN of the principal with which the back end runs; it assumes the portal's role. */
  trustedPrincipal: string;
  /** `aws.accounts[].externalId` of app-config. */
  externalId: string;
  /** `tap.targets[].rolePath` of app-config. */
  rolePath: string;
  /** Name of CloudFormation's service role, with its path if it has one. */
  serviceRole: string;
  /** Name of the permissions boundary of the stacks' roles, with its path if it has one. */
  boundary: string;
}

/** The names in docs/iam/*.json, with accounts of AWS's examples. */
export const EXAMPLE_NAMES: IamNames = {
  partition: 'aws',
  accountId: '111122223333',
  region: '*',
  trustedPrincipal: 'arn:aws:iam::444455556666:role/backstage',
  externalId: 'tap-portal',
  rolePath: '/tap/',
  serviceRole: 'tap-cloudformation',
  boundary: 'tap-boundary',
};

/**
 * @param resource - such as `db:tapstack-*`
 * @returns an ARN in the account and region
 */
export function arnOf(
  names: IamNames,
  service: string,
  resource: string,
): string {
  const { partition, region, accountId } = names;
  return `arn:${partition}:${service}:${region}:${accountId}:${resource}`;
}

/**
 * @param resource - such as `role/tap-cloudformation`
 * @returns the ARN of an IAM resource, which has no region
 */
export function iamArnOf(names: IamNames, resource: string): string {
  return `arn:${names.partition}:iam::${names.accountId}:${resource}`;
}
