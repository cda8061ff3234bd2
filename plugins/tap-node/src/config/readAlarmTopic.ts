import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { matching } from './matching';
import { Target } from './Target';

/**
 * Reads where the alarms of a target's environments are sent: to one topic for the target, to one for each environment,
 * or nowhere.
 *
 * @param entry - an entry of `tap.targets`
 * @param key - the target's name in error messages
 * @param target - account and region: an alarm cannot use a topic of another region
 * @throws InputError if both are set, or if the topic is not a standard topic of this account and region
 */
export function readAlarmTopic(
  entry: Config,
  key: string,
  { accountId, region }: Pick<Target, 'accountId' | 'region'>,
): Pick<Target, 'alarmTopic' | 'alarmTopicArn'> {
  const alarmTopic = entry.getOptionalBoolean('alarmTopic');
  const arn = entry.getOptionalString('alarmTopicArn');
  if (arn !== undefined && alarmTopic) {
    throw new InputError(
      `${key}: alarmTopic and alarmTopicArn exclude each other, because alarms are sent to one topic. Remove alarmTopic`,
    );
  }
  return {
    alarmTopic,
    alarmTopicArn:
      arn &&
      matching(
        arn,
        new RegExp(
          `^arn:aws[a-z-]*:sns:${region}:${accountId}:[A-Za-z0-9_-]{1,256}$`,
        ),
        `${key}: alarmTopicArn`,
        `the ARN of a standard SNS topic in account ${accountId} and region ${region}, for example arn:aws:sns:${region}:${accountId}:on-call`,
      ),
  };
}
