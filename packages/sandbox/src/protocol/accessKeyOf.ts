/** The prefix of temporary credentials: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html */
const PREFIX = 'ASIA';

/** An access key ID for an account, with at least 16 characters, as those of AWS. Only where IAM is not enforced. */
export function accessKeyOf(accountId: string): string {
  return PREFIX + accountId;
}

/**
 * The account that an access key ID stands for: twelve digits are the account itself, so that clients can use several
 * accounts.
 *
 * @returns undefined if it names no account
 */
export function accountOf(accessKeyId: string): string | undefined {
  return new RegExp(`^(?:${PREFIX})?(\\d{12})$`).exec(accessKeyId)?.[1];
}
