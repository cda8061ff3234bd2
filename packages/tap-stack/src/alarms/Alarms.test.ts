import { SIZES, SizeSpec } from '..';
import {
  ALL_SHAPES,
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

const TOPIC = 'arn:aws:sns:us-east-1:123456789012:on-call';

/** The ARN is in the template once. */
const IN_MAPPING = { 'Fn::FindInMap': ['T', 'T', 'T'] };

/** Of every environment. */
const FEW = ['Cpu', 'Storage', 'Memory', 'Connections'];

/** In addition, of the primary of an environment for which somebody is on call. */
const ON_CALL = ['Latency', 'BurstBalance', 'Swap', 'TransactionIds'];
const SERVICES = ['BastionAlarmHealth', 'ScheduleAlarmFailed'];

const of = (construct: string, names: string[]) =>
  names.map(name => `${construct}Alarm${name}`);

const ABOVE = 'GreaterThanThreshold';
const BELOW = 'LessThanThreshold';

/** Metric with its statistic, and direction, by suffix of the alarm's logical ID. */
const METRICS: Record<string, string[]> = {
  AlarmCpu: ['AWS/RDS CPUUtilization Average', ABOVE],
  AlarmStorage: ['AWS/RDS FreeStorageSpace Minimum', BELOW],
  AlarmMemory: ['AWS/RDS FreeableMemory Average', BELOW],
  AlarmConnections: ['AWS/RDS DatabaseConnections Maximum', ABOVE],
  AlarmSurplusCredits: ['AWS/RDS CPUSurplusCreditsCharged Maximum', ABOVE],
  AlarmSwap: ['AWS/RDS SwapUsage Average', ABOVE],
  AlarmTransactionIds: ['AWS/RDS MaximumUsedTransactionIDs Maximum', ABOVE],
  AlarmSilence: ['AWS/RDS CPUUtilization Maximum', BELOW],
  AlarmSlotLag: ['AWS/RDS OldestReplicationSlotLag Maximum', ABOVE],
  AlarmLag: ['AWS/RDS ReplicaLag Maximum', ABOVE],
  AlarmHealth: ['AWS/EC2 StatusCheckFailed Maximum', ABOVE],
  AlarmFailed: ['AWS/Events FailedInvocations Sum', ABOVE],
  AlarmWaiting: ['AWS/SQS ApproximateNumberOfMessagesVisible Maximum', ABOVE],
};

const DIMENSIONS: Record<string, string> = {
  'AWS/RDS': 'DBInstanceIdentifier',
  'AWS/EC2': 'InstanceId',
  'AWS/Events': 'RuleName',
  'AWS/SQS': 'QueueName',
};

/** Metric math, metrics with their statistics, and direction, by suffix of the alarm's logical ID. */
const MATH: Record<string, string[]> = {
  AlarmLatency: [
    'MAX(METRICS())',
    'AWS/RDS ReadLatency Average',
    'AWS/RDS WriteLatency Average',
    ABOVE,
  ],
  AlarmBurstBalance: [
    'MIN(METRICS())',
    'AWS/RDS EBSIOBalance% Minimum',
    'AWS/RDS EBSByteBalance% Minimum',
    BELOW,
  ],
  AlarmResources: [
    'IF(m0>80 OR m1<… OR m2<… OR m3>… OR m4>…,1,0)',
    'AWS/RDS CPUUtilization Average',
    'AWS/RDS FreeStorageSpace Minimum',
    'AWS/RDS FreeableMemory Average',
    'AWS/RDS DatabaseConnections Maximum',
    'AWS/RDS ReplicaLag Maximum',
    ABOVE,
  ],
};

/** The metrics of an alarm; those that metric math uses are returned by none. */
function metricsOf(alarm: Json): { metric: string; dimension: string }[] {
  const metrics: Json[] = alarm.Metrics
    ? alarm.Metrics.slice(1)
        .filter(({ ReturnData }: Json) => ReturnData === false)
        .map(({ MetricStat: { Metric, Stat } }: Json) => ({
          ...Metric,
          Statistic: Stat,
        }))
    : [alarm];
  return metrics.map(({ Namespace, MetricName, Statistic, Dimensions }) => ({
    metric: `${Namespace} ${MetricName} ${Statistic}`,
    dimension: Dimensions[0].Name,
  }));
}

/** The metric math of an alarm without the thresholds that depend on the size. */
function expressionOf({ Metrics: [math] }: Json): string {
  return math.Expression.replace(/\d{4,}|(?<=>)(?!80)\d+/g, '…');
}

/** The alarms by logical ID, and whether somebody is on call. */
const EVERY = [
  ...SHAPES.map(shape => ({ ...shape, topic: 'none' })),
  ...ALL_SHAPES.map(shape => ({ ...shape, topic: TOPIC })),
];

describe.each(EVERY)('alarms of $size, $retention, topic $topic', shape => {
  const { topic, ...props } = shape;
  const alarmTopicArn = topic === 'none' ? undefined : topic;
  const size = SIZES[shape.size];
  const template = templateOf({ ...props, alarmTopicArn });
  const alarms = alarmsOf(template);
  const isOnCall =
    alarmTopicArn !== undefined &&
    shape.retention !== 'destroy' &&
    shape.size !== 'micro';

  it('monitor every component if somebody is on call, otherwise few things', () => {
    const replicas = Array.from({ length: size.readReplicas }, (_, index) =>
      of(`ReadReplica${index + 1}`, [isOnCall ? 'Resources' : 'Lag']),
    ).flat();
    const special = [
      ...(size.instanceClass.startsWith('db.t') ? ['SurplusCredits'] : []),
      ...(size.multiAz ? ['Silence'] : []),
      ...(size.readReplicas > 0 ? ['SlotLag'] : []),
    ];

    expect(Object.keys(alarms).sort()).toEqual(
      [
        ...of('Database', [
          ...FEW,
          ...(isOnCall ? [...ON_CALL, ...special] : []),
        ]),
        ...replicas,
        'DeadLettersAlarmWaiting',
        ...(isOnCall ? SERVICES : []),
      ].sort(),
    );
  });

  it('notify the topic only if somebody is on call', () => {
    for (const { AlarmActions, OKActions } of Object.values(alarms)) {
      const actions = isOnCall ? [IN_MAPPING] : undefined;
      expect([AlarmActions, OKActions]).toEqual([actions, actions]);
    }
  });

  it('of the events of RDS are sent to the topic if somebody is on call', () => {
    const rules = resourcesOf(template, 'AWS::Events::Rule').filter(
      ({ Properties }) => Properties.EventPattern,
    );
    const instances = resourcesOf(template, 'AWS::RDS::DBInstance').map(
      ({ Properties }) => Properties.DBInstanceIdentifier,
    );

    const expected = {
      EventPattern: {
        source: ['aws.rds'],
        'detail-type': ['RDS DB Instance Event'],
        detail: {
          EventCategories: expect.arrayContaining([
            'availability',
            'failover',
            'failure',
            'low storage',
            'maintenance',
          ]),
          EventID: [
            { 'anything-but': expect.arrayContaining(['RDS-EVENT-0089']) },
          ],
          SourceIdentifier: instances,
        },
      },
      Targets: [{ Arn: IN_MAPPING, Id: 'Topic' }],
    };

    expect(rules.map(({ Properties }) => Properties)).toEqual(
      isOnCall ? [expected] : [],
    );
  });

  it('use existing metrics of CloudWatch with the right comparison', () => {
    const known = { ...METRICS, ...MATH };
    for (const [id, alarm] of Object.entries(alarms)) {
      const name = Object.keys(known).find(end => id.endsWith(end))!;
      const metrics = metricsOf(alarm);

      expect([
        ...(alarm.Metrics ? [expressionOf(alarm)] : []),
        ...metrics.map(({ metric }) => metric),
        alarm.ComparisonOperator,
      ]).toEqual(known[name]);
      expect(metrics.map(({ dimension }) => dimension)).toEqual(
        metrics.map(({ metric }) => DIMENSIONS[metric.split(' ')[0]]),
      );
    }
  });

  it('are not ended by missing data of a database, and raised where a running instance always has data', () => {
    const expected = (id: string) => {
      if (/Alarm(Lag|Resources|Silence)$/.test(id)) {
        return 'breaching';
      }
      return /^(Database|ReadReplica\d)Alarm/.test(id)
        ? undefined
        : 'notBreaching';
    };
    for (const [id, alarm] of Object.entries(alarms)) {
      expect([id, alarm.TreatMissingData]).toEqual([id, expected(id)]);
    }
  });

  it('have the right dimensions, several periods and a description', () => {
    for (const alarm of Object.values(alarms)) {
      const stats: Json[] = alarm.Metrics
        ? alarm.Metrics.slice(1).map(({ MetricStat }: Json) => ({
            Dimensions: MetricStat.Metric.Dimensions,
            Period: MetricStat.Period,
          }))
        : [alarm];
      for (const { Dimensions, Period } of stats) {
        expect(Dimensions).toHaveLength(1);
        expect(Dimensions[0].Value).toHaveProperty([
          Dimensions[0].Name === 'QueueName' ? 'Fn::Sub' : 'Ref',
        ]);
        expect(Period * alarm.EvaluationPeriods).toBeGreaterThanOrEqual(300);
      }
      expect(alarm.AlarmDescription.length).toBeGreaterThan(20);
      expect(alarm).not.toHaveProperty('AlarmName');
    }
  });
});

describe.each(SHAPES)('fixed thresholds of $size, $retention', shape => {
  it.each([
    ['AlarmCpu', 80],
    ['Latency', 0.02],
    ['AlarmSurplusCredits', 0],
    ['AlarmLag', 600],
    ['AlarmBurstBalance', 10],
    ['AlarmResources', 0],
    ['AlarmTransactionIds', 1_000_000_000],
    ['AlarmSilence', 0],
    ['AlarmHealth', 0],
    ['AlarmFailed', 0],
    ['AlarmWaiting', 0],
  ])('%s is %d', (end, threshold) => {
    const others = Object.entries(
      alarmsOf(templateOf({ ...shape, alarmTopicArn: TOPIC })),
    )
      .filter(([id]) => id.endsWith(end))
      .filter(([, alarm]) => alarm.Threshold !== threshold);

    expect(others).toEqual([]);
  });
});

describe('alarms of a database without read replicas', () => {
  const templateWith = (size: Partial<SizeSpec>) =>
    templateOf({
      size: { ...SIZES.medium, ...size },
      retention: 'snapshot',
      alarmTopicArn: TOPIC,
    });
  const idsWith = (size: Partial<SizeSpec>) =>
    Object.keys(alarmsOf(templateWith(size)));

  it('monitor no replication slots', () => {
    expect(idsWith({ readReplicas: 1 })).toContain('DatabaseAlarmSlotLag');
    const ids = idsWith({ readReplicas: 0 });
    expect(ids).toContain('DatabaseAlarmTransactionIds');
    expect(ids).not.toContain('DatabaseAlarmSlotLag');
  });

  it('notify of no requested stop or start, but of a database that reports nothing', () => {
    const ignoredWith = (size: Partial<SizeSpec>) =>
      resourcesOf(templateWith(size), 'AWS::Events::Rule').flatMap(
        ({ Properties: { EventPattern } }) =>
          EventPattern?.detail.EventID[0]['anything-but'] ?? [],
      );
    const growth = ['RDS-EVENT-0089'];
    const stopAndStart = [
      ...['0087', '0088', '0154'],
      ...['0020', '0021', '0006', '0004'],
    ].map(id => `RDS-EVENT-${id}`);
    const single = {
      readReplicas: 0,
      multiAz: false,
      instanceClass: 'db.m7g.large',
    } as const;

    for (const size of [{ readReplicas: 0 } as const, single]) {
      expect(ignoredWith(size)).toEqual([...growth, ...stopAndStart]);
      expect(idsWith(size)).toContain('DatabaseAlarmSilence');
    }
    expect(ignoredWith({ readReplicas: 1 })).toEqual(growth);
    expect(idsWith({ ...single, readReplicas: 1 })).not.toContain(
      'DatabaseAlarmSilence',
    );
  });
});

describe('thresholds', () => {
  const thresholds = (name: string) =>
    SIZE_NAMES.map(size => alarmsOf(templateOf({ size }))[name].Threshold);

  it('of storage are a twentieth of the allocated storage, because autoscaling starts at a tenth', () => {
    const GIB = 1024 ** 3;
    expect(thresholds('DatabaseAlarmStorage')).toEqual(
      [1, 2.5, 5, 10].map(gib => gib * GIB),
    );
    expect(
      alarmsOf(templateOf({ actualStorageGiB: 300 })).DatabaseAlarmStorage
        .Threshold,
    ).toBe(15 * GIB);
  });

  it('of memory are a twentieth of the class', () => {
    expect(thresholds('DatabaseAlarmMemory')).toEqual(
      [1024, 4096, 8192, 32768].map(mib => Math.round(mib * 0.05 * 1024 ** 2)),
    );
  });

  it('of connections are 80 % of those that applications can open', () => {
    expect(thresholds('DatabaseAlarmConnections')).toEqual([32, 144, 296, 392]);
  });

  it('of replication slots are a tenth of the storage', () => {
    expect(
      alarmsOf(
        templateOf({
          size: 'large',
          retention: 'retain',
          alarmTopicArn: TOPIC,
        }),
      ).DatabaseAlarmSlotLag.Threshold,
    ).toBe(20 * 1024 ** 3);
  });

  it('of replicas are the same as those of the primary', () => {
    const alarms = alarmsOf(
      templateOf({ size: 'medium', retention: 'retain', alarmTopicArn: TOPIC }),
    );
    const [cpu, storage, memory, connections] = FEW.map(
      name => alarms[`DatabaseAlarm${name}`].Threshold,
    );

    expect(alarms.ReadReplica1AlarmResources.Metrics[0].Expression).toBe(
      `IF(m0>${cpu} OR m1<${storage} OR m2<${memory} OR m3>${connections} OR m4>600,1,0)`,
    );
    expect(
      alarms.ReadReplica1AlarmResources.Metrics[1].MetricStat.Metric
        .Dimensions[0].Value,
    ).toEqual({ Ref: 'ReadReplica1Instance' });
  });
});

describe('topic', () => {
  const published = (props: object) => {
    const template = templateOf({
      size: 'small',
      retention: 'snapshot',
      ...props,
    });
    return { template, output: template.Outputs.AlarmTopicArn?.Value };
  };

  it('of the stack admits CloudWatch and the rule of the events', () => {
    const { template, output } = published({ alarmTopic: true });

    expect(output).toEqual({ Ref: 'AlarmTopic' });
    const { Statement } =
      template.Resources.AlarmTopicPolicy.Properties.PolicyDocument;
    expect(Statement).toContainEqual({
      Effect: 'Allow',
      Principal: { Service: 'events.amazonaws.com' },
      Action: 'sns:Publish',
      Resource: { Ref: 'AlarmTopic' },
      Condition: {
        ArnEquals: {
          'aws:SourceArn': { 'Fn::Sub': '${DatabaseEventsRule.Arn}' },
        },
      },
    });
  });

  it('of the target is used as it is', () => {
    const { template, output } = published({ alarmTopicArn: TOPIC });

    expect(output).toEqual(IN_MAPPING);
    expect(template.Mappings).toEqual({ T: { T: { T: TOPIC } } });
    expect(resourcesOf(template, 'AWS::SNS::Topic')).toEqual([]);
  });

  it.each([
    [
      { alarmTopicArn: 'on-call' },
      "alarmTopicArn: 'on-call' must be the ARN of a standard SNS topic; for example 'arn:aws:sns:eu-central-1:123456789012:on-call'",
    ],
    [
      { alarmTopicArn: TOPIC, alarmTopic: true },
      'alarmTopicArn: must not be set together with alarmTopic',
    ],
  ])('%j is rejected', (props, message) => {
    expect(() => published(props)).toThrow(message);
  });
});
