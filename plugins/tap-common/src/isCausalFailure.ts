import { resourceState } from './resourceState';

/**
 * When a resource fails, CloudFormation stops the others and reports each of them as failed with such a reason, for
 * example "Resource creation cancelled"
 * (https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/determine-root-cause-for-stack-failures.html).
 */
const ECHO = /^Resource (creation|update|deletion|import) cancelled/i;

/**
 * Whether an event reports a failure with its own cause, and not a resource that was stopped because another one
 * failed.
 *
 * @param event - CloudFormation's ResourceStatus and ResourceStatusReason
 * @public
 */
export function isCausalFailure(event: {
  status: string;
  reason?: string;
}): boolean {
  return (
    resourceState(event.status) === 'failed' && !ECHO.test(event.reason ?? '')
  );
}
