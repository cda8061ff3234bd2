import { resourceState } from './resourceState';

/**
 * CloudFormation stops what is in progress when a resource fails, and reports each stopped resource as failed with such a
 * reason, "Resource creation cancelled" for example
 * (https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/determine-root-cause-for-stack-failures.html).
 */
const ECHO = /^Resource (creation|update|deletion|import) cancelled/i;

/**
 * Whether an event shows a failure that has a cause of its own, and is not the echo of another resource's failure.
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
