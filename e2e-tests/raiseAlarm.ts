import {
  CloudWatchClient,
  DescribeAlarmsCommand,
  SetAlarmStateCommand,
} from '@aws-sdk/client-cloudwatch';
import { Portal } from './Portal';

/** Sets an alarm of the database of an environment to the state ALARM. */
export async function raiseAlarm(
  portal: Portal,
  suffix: string,
): Promise<void> {
  const cloudWatch = new CloudWatchClient({
    endpoint: portal.sandboxUrl,
    region: 'us-east-1',
    credentials: { accessKeyId: '000000000000', secretAccessKey: 'none' },
  });
  const { MetricAlarms } = await cloudWatch.send(
    new DescribeAlarmsCommand({
      AlarmNamePrefix: `TapStack-${suffix}-DatabaseAlarmStorage-`,
    }),
  );
  await cloudWatch.send(
    new SetAlarmStateCommand({
      AlarmName: MetricAlarms![0].AlarmName,
      StateValue: 'ALARM',
      StateReason: 'Threshold crossed: 3 datapoints were below the threshold',
    }),
  );
  cloudWatch.destroy();
}
