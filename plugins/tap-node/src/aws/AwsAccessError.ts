import { CustomErrorBase, isError } from '@backstage/errors';

/**
 * AWS rejects a call because of the portal's own role or credentials. The user can do nothing about it, and a retry does
 * not help until a platform engineer has corrected IAM or `aws.accounts` in app-config.
 *
 * It is not a NotAllowedError, because the portal's permissions allow the request. Backstage's error middleware maps the
 * name to status 500, which is also logged: the portal is not configured correctly.
 *
 * @public
 */
export class AwsAccessError extends CustomErrorBase {
  name = 'AwsAccessError' as const;
  /** The IAM action that is missing, such as `cloudformation:CreateStack`. */
  readonly action: string;
  /**
   * Whether CloudFormation may still be working on the operation that this error ended: the operation had begun, and the
   * rejected call came after that. A retry then has to use the same token.
   */
  readonly mayStillRun: boolean;

  constructor(
    message: string,
    facts: { action: string; mayStillRun?: boolean },
  ) {
    super(message);
    this.action = facts.action;
    this.mayStillRun = facts.mayStillRun ?? false;
  }
}

/**
 * Whether CloudFormation may still be working on an operation that ended with this error, so that the error does not say
 * how the operation ended. A retry then has to use the same token, which attaches to the operation.
 *
 * @param error - what an operation of the environment service threw
 * @returns true for ServiceUnavailableError (AWS did not answer), and for an {@link AwsAccessError} after the operation
 *   had begun
 * @public
 */
export function operationMayStillRun(error: unknown): boolean {
  return (
    isError(error) &&
    (error.name === 'ServiceUnavailableError' ||
      (error.name === 'AwsAccessError' && error.mayStillRun === true))
  );
}
