/** A metric of an alarm. */
export interface AlarmMetric {
  metric: string;
  statistic: 'Average' | 'Maximum' | 'Minimum' | 'Sum';
}

/** The condition of an alarm. */
export interface AlarmRule {
  /** Part of the alarm's logical ID. */
  id: string;
  namespace: string;
  metrics: AlarmMetric[];
  /**
   * With several metrics: metric math, in which `m0` is the first metric. One
   * alarm for several metrics saves template size.
   * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html
   */
  expression?: string;
  comparison: 'above' | 'below';
  /** In the unit of the metric. */
  threshold: number;
  /** Seconds per period. */
  period: number;
  /** Number of consecutive periods. */
  evaluationPeriods: number;
  /**
   * What a missing value means: `ok` if the metric only reports failures, or
   * `alarm`. By default, the state of the alarm is unknown, not OK, which would
   * end an incident: an instance that is down reports nothing.
   */
  missing?: 'ok' | 'alarm';
  /** What the alarm means and what to do. */
  description: string;
}

/** @returns the alarm of an EC2 instance that fails its status checks */
export function bastionAlarmRules(): AlarmRule[] {
  return [
    {
      id: 'Health',
      namespace: 'AWS/EC2',
      metrics: [{ metric: 'StatusCheckFailed', statistic: 'Maximum' }],
      missing: 'ok',
      comparison: 'above',
      threshold: 0,
      period: 60,
      evaluationPeriods: 5,
      description: 'The bastion fails its status check: restart it',
    },
  ];
}

/**
 * The alarm of an EventBridge rule. A failed invocation of the target, for
 * example for lack of a permission, does not appear in the metrics of the
 * target.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-monitoring.html
 *
 * @returns the alarm of the rule
 */
export function scheduleAlarmRules(): AlarmRule[] {
  return [
    {
      id: 'Failed',
      namespace: 'AWS/Events',
      metrics: [{ metric: 'FailedInvocations', statistic: 'Sum' }],
      missing: 'ok',
      comparison: 'above',
      threshold: 0,
      period: 300,
      evaluationPeriods: 1,
      description: 'The inventory did not start: check its permission',
    },
  ];
}

/**
 * The alarm of a dead-letter queue. It includes errors of the function that
 * persist, so the function itself has none.
 *
 * @returns the alarm of the queue
 */
export function deadLetterAlarmRules(): AlarmRule[] {
  return [
    {
      id: 'Waiting',
      namespace: 'AWS/SQS',
      metrics: [
        { metric: 'ApproximateNumberOfMessagesVisible', statistic: 'Maximum' },
      ],
      missing: 'ok',
      comparison: 'above',
      threshold: 0,
      period: 300,
      evaluationPeriods: 1,
      description: 'An event failed after three attempts',
    },
  ];
}
