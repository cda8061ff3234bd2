import { ConfigReader } from '@backstage/config';
import { readAlarmTopic } from './readAlarmTopic';

const TARGET = { accountId: '123456789012', region: 'eu-central-1' };
const TOPIC = 'arn:aws:sns:eu-central-1:123456789012:on-call';

const read = (entry: object) =>
  readAlarmTopic(new ConfigReader({ ...entry }), 'tap.targets[prod]', TARGET);

describe('topic of the alarms', () => {
  it.each([
    [{}, {}],
    [{ alarmTopic: true }, { alarmTopic: true }],
    [
      { alarmTopic: false, alarmTopicArn: TOPIC },
      { alarmTopic: false, alarmTopicArn: TOPIC },
    ],
  ])('is read from %j', (entry, expected) => {
    expect(read(entry)).toEqual({
      alarmTopic: undefined,
      alarmTopicArn: undefined,
      ...expected,
    });
  });

  it.each([
    TOPIC.replace('eu-central-1', 'us-east-1'),
    TOPIC.replace('123456789012', '210987654321'),
    `${TOPIC}.fifo`,
    'on-call',
  ])('%s is rejected', alarmTopicArn => {
    expect(() => read({ alarmTopicArn })).toThrow(
      `tap.targets[prod]: alarmTopicArn`,
    );
    expect(() => read({ alarmTopicArn })).toThrow(
      `for example arn:aws:sns:eu-central-1:123456789012:on-call`,
    );
  });

  it('is rejected together with one for each environment', () => {
    expect(() => read({ alarmTopic: true, alarmTopicArn: TOPIC })).toThrow(
      'tap.targets[prod]: alarmTopic and alarmTopicArn exclude each other',
    );
  });
});
