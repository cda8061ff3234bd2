import { Stack } from '@aws-sdk/client-cloudformation';
import { stackAlarm } from '../alarms/stackAlarm';
import { TargetRuntime } from '../operation/TargetRuntime';

/**
 * Enables or disables the actions of an environment's alarms: a stopped database has no metrics, and CloudWatch would
 * report the missing data to those on call.
 */
export async function setAlarmActions(
  { alarms }: TargetRuntime,
  stack: Stack,
  isEnabled: boolean,
): Promise<void> {
  const name = stack.StackName!;
  const found = await alarms.alarms(`${name}-`);
  await alarms.setActions(
    found
      .filter(
        alarm =>
          stackAlarm(alarm)?.stackName === name &&
          (alarm.ActionsEnabled ?? true) !== isEnabled,
      )
      .map(({ AlarmName }) => AlarmName!),
    isEnabled,
  );
}
