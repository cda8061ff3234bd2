import { SIZES } from '..';
import {
  Json,
  resourcesOf,
  SHAPES,
  SIZE_NAMES,
  templateOf,
} from '../__testUtils__/shapes';

function alarmsOf(template: ReturnType<typeof templateOf>) {
  return Object.fromEntries(
    resourcesOf(template, 'AWS::CloudWatch::Alarm').map(
      ({ id, Properties }): [string, Json] => [id, Properties],
    ),
  );
}

const PRIMARY = [
  'Cpu',
  'Storage',
  'Memory',
  'Connections',
  'ReadLatency',
  'WriteLatency',
].map(name => `DatabaseAlarm${name}`);
const OTHERS = [
  'BastionAlarmHealth',
  'InventoryAlarmErrors',
  'ScheduleAlarmFailed',
  'DeadLettersAlarmWaiting',
];

const ABOVE = 'GreaterThanThreshold';
const BELOW = 'LessThanThreshold';

/** Metric, statistic and direction, by suffix of the alarm's logical ID. */
const METRICS: Record<string, [string, string, string]> = {
  AlarmCpu: ['AWS/RDS CPUUtilization', 'Average', ABOVE],
  AlarmStorage: ['AWS/RDS FreeStorageSpace', 'Minimum', BELOW],
  AlarmMemory: ['AWS/RDS FreeableMemory', 'Average', BELOW],
  AlarmConnections: ['AWS/RDS DatabaseConnections', 'Maximum', ABOVE],
  AlarmReadLatency: ['AWS/RDS ReadLatency', 'Average', ABOVE],
  AlarmWriteLatency: ['AWS/RDS WriteLatency', 'Average', ABOVE],
  AlarmSurplusCredits: ['AWS/RDS CPUSurplusCreditsCharged', 'Maximum', ABOVE],
  AlarmLag: ['AWS/RDS ReplicaLag', 'Maximum', ABOVE],
  // Missing data counts for five minutes, not for one.
  AlarmBroken: ['AWS/RDS ReplicaLag', 'Maximum', BELOW],
  AlarmHealth: ['AWS/EC2 StatusCheckFailed', 'Maximum', ABOVE],
  AlarmErrors: ['AWS/Lambda Errors', 'Sum', ABOVE],
  AlarmFailed: ['AWS/Events FailedInvocations', 'Sum', ABOVE],
  AlarmWaiting: [
    'AWS/SQS ApproximateNumberOfMessagesVisible',
    'Maximum',
    ABOVE,
  ],
};

const DIMENSIONS: Record<string, string> = {
  'AWS/RDS': 'DBInstanceIdentifier',
  'AWS/EC2': 'InstanceId',
  'AWS/Lambda': 'FunctionName',
  'AWS/Events': 'RuleName',
  'AWS/SQS': 'QueueName',
};

describe.each(SHAPES)('alarms of $size, $retention', shape => {
  const size = SIZES[shape.size];
  const alarms = alarmsOf(templateOf(shape));

  it('monitor every component', () => {
    const replicas = Array.from({ length: size.readReplicas }, (_, index) => [
      `ReadReplica${index + 1}AlarmLag`,
      `ReadReplica${index + 1}AlarmBroken`,
    ]).flat();
    const credits = size.instanceClass.startsWith('db.t')
      ? ['DatabaseAlarmSurplusCredits']
      : [];

    expect(Object.keys(alarms).sort()).toEqual(
      [...PRIMARY, ...credits, ...replicas, ...OTHERS].sort(),
    );
  });

  it('use existing metrics of CloudWatch with the right comparison', () => {
    for (const [id, alarm] of Object.entries(alarms)) {
      const name = Object.keys(METRICS).find(end => id.endsWith(end))!;
      const [metric, statistic, operator] = METRICS[name];

      expect({ id, ...alarm }).toMatchObject({
        Namespace: metric.split(' ')[0],
        MetricName: metric.split(' ')[1],
        Statistic: statistic,
        ComparisonOperator: operator,
        TreatMissingData: 'notBreaching',
      });
      expect(alarm.Dimensions[0].Name).toBe(DIMENSIONS[metric.split(' ')[0]]);
    }
  });

  it('have the right dimensions, several periods and a description', () => {
    for (const alarm of Object.values(alarms)) {
      expect(alarm.Dimensions).toHaveLength(1);
      expect(alarm.Dimensions[0].Value).toHaveProperty([
        alarm.Dimensions[0].Name === 'QueueName' ? 'Fn::Sub' : 'Ref',
      ]);
      expect(alarm.Period * alarm.EvaluationPeriods).toBeGreaterThanOrEqual(
        300,
      );
      expect(alarm.AlarmDescription.length).toBeGreaterThan(20);
      expect(alarm).not.toHaveProperty('AlarmName');
    }
  });

  it('notify the topic if there is one', () => {
    const actions = Object.values(
      alarmsOf(templateOf({ ...shape, alarmTopic: true })),
    ).flatMap(alarm => [alarm.AlarmActions, alarm.OKActions]);

    for (const alarm of Object.values(alarms)) {
      expect(alarm).not.toHaveProperty('AlarmActions');
    }
    for (const action of actions) {
      expect(action).toEqual([{ Ref: 'AlarmTopic' }]);
    }
  });
});

describe.each(SHAPES)('fixed thresholds of $size, $retention', shape => {
  it.each([
    ['AlarmCpu', 80],
    ['Latency', 0.02],
    ['AlarmSurplusCredits', 0],
    ['AlarmLag', 600],
    ['AlarmBroken', 0],
    ['AlarmHealth', 0],
    ['AlarmErrors', 0],
    ['AlarmFailed', 0],
    ['AlarmWaiting', 0],
  ])('%s is %d', (end, threshold) => {
    const others = Object.entries(alarmsOf(templateOf(shape)))
      .filter(([id]) => id.endsWith(end))
      .filter(([, alarm]) => alarm.Threshold !== threshold);

    expect(others).toEqual([]);
  });
});

describe('thresholds', () => {
  const thresholds = (name: string) =>
    SIZE_NAMES.map(size => alarmsOf(templateOf({ size }))[name].Threshold);

  it('of storage are a tenth of the allocated storage', () => {
    const GIB = 1024 ** 3;
    expect(thresholds('DatabaseAlarmStorage')).toEqual(
      [2, 5, 10, 20].map(gib => gib * GIB),
    );
    expect(
      alarmsOf(templateOf({ actualStorageGiB: 300 })).DatabaseAlarmStorage
        .Threshold,
    ).toBe(30 * GIB);
  });

  it('of memory are a twentieth of the class', () => {
    expect(thresholds('DatabaseAlarmMemory')).toEqual(
      [1024, 4096, 8192, 32768].map(mib => Math.round(mib * 0.05 * 1024 ** 2)),
    );
  });

  it('of connections are 80 % of max_connections', () => {
    expect(thresholds('DatabaseAlarmConnections')).toEqual([30, 152, 304, 400]);
  });

  it('of a replica are ten minutes, and below 0 for broken replication', () => {
    const { ReadReplica1AlarmLag, ReadReplica1AlarmBroken } = alarmsOf(
      templateOf(),
    );

    expect(ReadReplica1AlarmLag).toMatchObject({
      MetricName: 'ReplicaLag',
      ComparisonOperator: 'GreaterThanThreshold',
      Threshold: 600,
    });
    expect(ReadReplica1AlarmBroken).toMatchObject({
      MetricName: 'ReplicaLag',
      ComparisonOperator: 'LessThanThreshold',
      Threshold: 0,
    });
  });
});
