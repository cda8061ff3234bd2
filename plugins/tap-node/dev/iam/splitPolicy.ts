import type { IamPolicyDocument } from './IamDocument';

/**
 * IAM's limits, in characters without white space.
 *
 * {@link https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html}
 */
export const IAM_LIMITS = {
  managedPolicy: 6_144,
  inlinePoliciesOfRole: 10_240,
  managedPoliciesOfRole: 10,
};

/** Room for names that are longer than the placeholders of roles.yaml, such as `aws-us-gov`. */
const RESERVE = 600;

/**
 * Distributes the statements of a policy to as few policies as fit into managed policies, in order.
 */
export function splitPolicy({
  Version,
  Statement,
}: IamPolicyDocument): IamPolicyDocument[] {
  const parts: IamPolicyDocument[] = [];
  for (const statement of Statement) {
    const last = parts[parts.length - 1];
    const extended = last && {
      Version,
      Statement: [...last.Statement, statement],
    };
    if (extended && sizeOf(extended) <= IAM_LIMITS.managedPolicy - RESERVE) {
      parts[parts.length - 1] = extended;
    } else {
      parts.push({ Version, Statement: [statement] });
    }
  }
  return parts;
}

/** @returns characters without white space */
export function sizeOf(document: IamPolicyDocument): number {
  return JSON.stringify(document).replace(/\s/g, '').length;
}
