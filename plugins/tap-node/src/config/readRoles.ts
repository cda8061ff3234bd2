import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { matching } from './matching';
import { Target } from './Target';

/** `aws`, `aws-cn`, `aws-us-gov` and so on (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html). */
const PARTITION = 'aws(?:-[a-z]+)*';

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
const PATH = '(?:[\\x21-\\x7e]+/)?';
const NAME_CHARACTER = '[\\w+=,.@-]';

/**
 * Reads the IAM roles of a target: what CloudFormation acts as, and what limits the roles in a stack.
 *
 * @param entry - an entry of `tap.targets`
 * @param key - the target's name in error messages
 * @param target - the account, and the endpoint if the target is the sandbox
 * @throws InputError if a target on AWS has no `serviceRoleArn`, or if an ARN has the wrong form or account
 */
export function readRoles(
  entry: Config,
  key: string,
  target: Pick<Target, 'accountId' | 'endpoint'>,
): Pick<Target, 'serviceRoleArn' | 'permissionsBoundaryArn' | 'rolePath'> {
  return {
    serviceRoleArn: readServiceRoleArn(entry, key, target),
    permissionsBoundaryArn: readPermissionsBoundaryArn(entry, key, target),
    rolePath: entry.getOptionalString('rolePath'),
  };
}

function readServiceRoleArn(
  entry: Config,
  key: string,
  { accountId, endpoint }: Pick<Target, 'accountId' | 'endpoint'>,
): string | undefined {
  const arn = entry.getOptionalString('serviceRoleArn');
  const example = `for example arn:aws:iam::${accountId}:role/tap-cloudformation`;
  if (arn === undefined && endpoint === undefined) {
    // https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-iam-servicerole.html
    throw new InputError(
      `${key}: serviceRoleArn is missing. Without a service role, CloudFormation acts with the portal's own role, which must not have permissions for RDS or IAM. Set serviceRoleArn to the role that CloudFormation assumes (see docs/IAM.md), ${example}`,
    );
  }
  return (
    arn &&
    matching(
      arn,
      new RegExp(
        `^arn:${PARTITION}:iam::${accountId}:role/${PATH}${NAME_CHARACTER}{1,64}$`,
      ),
      `${key}: serviceRoleArn`,
      `the ARN of an IAM role in account ${accountId}, ${example}`,
    )
  );
}

function readPermissionsBoundaryArn(
  entry: Config,
  key: string,
  { accountId }: Pick<Target, 'accountId'>,
): string | undefined {
  const arn = entry.getOptionalString('permissionsBoundaryArn');
  return (
    arn &&
    matching(
      arn,
      // A boundary is a managed policy of the account or of AWS:
      // https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
      new RegExp(
        `^arn:${PARTITION}:iam::(?:${accountId}|aws):policy/${PATH}${NAME_CHARACTER}{1,128}$`,
      ),
      `${key}: permissionsBoundaryArn`,
      `the ARN of an IAM policy in account ${accountId} or of AWS, for example arn:aws:iam::${accountId}:policy/tap-boundary`,
    )
  );
}
