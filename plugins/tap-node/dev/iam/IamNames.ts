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
  /** `externalId` in `aws.accounts[]` of app-config. */
  externalId: string;
  /** Start of the names of the stacks, as CloudFormation writes it: RDS and log groups have it in lower case. */
  stackPrefix: string;
  /** `tap.targets[].rolePath` of app-config. */
  rolePath: string;
  /** Name of CloudFormation's service role, with its path. */
  serviceRoleName: string;
  /** Name of the permissions boundary of the stacks' roles, with its path. */
  boundaryName: string;
}

/** The names in docs/iam/*.json, with the account of AWS's examples. */
export const EXAMPLE_NAMES: IamNames = {
  partition: 'aws',
  accountId: '111122223333',
  region: '*',
  trustedPrincipal: 'arn:aws:iam::444455556666:role/backstage',
  externalId: 'tap-portal',
  stackPrefix: 'TapStack-',
  rolePath: '/tap/',
  serviceRoleName: 'tap-cloudformation',
  boundaryName: 'tap-boundary',
};
