import {
  CloudWatchClient,
  DescribeAlarmsCommand,
  DisableAlarmActionsCommand,
  EnableAlarmActionsCommand,
  MetricAlarm,
  StateValue,
} from '@aws-sdk/client-cloudwatch';
import { AwsCaller } from './AwsCaller';

/**
 * Most alarms of a request and of a response (https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarms.html,
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DisableAlarmActions.html).
 */
const PAGE_SIZE = 100;

/** CloudWatch API calls for alarms. */
export class AlarmApi {
  constructor(
    private readonly client: CloudWatchClient,
    private readonly caller: AwsCaller,
  ) {}

  /**
   * The metric alarms whose names begin with a prefix. Fails if any page cannot be read.
   *
   * @param state - undefined for alarms in any state
   */
  async alarms(prefix: string, state?: StateValue): Promise<MetricAlarm[]> {
    const found: MetricAlarm[] = [];
    let next: string | undefined;
    do {
      const token = next;
      const page = await this.caller.call(
        'cloudwatch:DescribeAlarms',
        'status',
        () =>
          this.client.send(
            new DescribeAlarmsCommand({
              AlarmNamePrefix: prefix,
              AlarmTypes: ['MetricAlarm'],
              MaxRecords: PAGE_SIZE,
              NextToken: token,
              StateValue: state,
            }),
          ),
      );
      found.push(...(page.MetricAlarms ?? []));
      next = page.NextToken;
    } while (next);
    return found;
  }

  /**
   * Enables or disables the actions of alarms, without a change of their states.
   *
   * @param names - names of the alarms
   */
  async setActions(names: string[], isEnabled: boolean): Promise<void> {
    for (let start = 0; start < names.length; start += PAGE_SIZE) {
      const input = { AlarmNames: names.slice(start, start + PAGE_SIZE) };
      await (isEnabled
        ? this.caller.call('cloudwatch:EnableAlarmActions', 'mutation', () =>
            this.client.send(new EnableAlarmActionsCommand(input)),
          )
        : this.caller.call('cloudwatch:DisableAlarmActions', 'mutation', () =>
            this.client.send(new DisableAlarmActionsCommand(input)),
          ));
    }
  }
}
