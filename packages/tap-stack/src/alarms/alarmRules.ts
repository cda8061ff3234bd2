import { isBurstable, maxConnections, SizeSpec } from '../props/sizes';

const GIB = 1024 ** 3;
const MIB = 1024 ** 2;

/** The condition of an alarm. */
export interface AlarmRule {
  /** Part of the alarm's logical ID. */
  id: string;
  namespace: string;
  metric: string;
  statistic: 'Average' | 'Maximum' | 'Minimum' | 'Sum';
  comparison: 'above' | 'below';
  /** In the unit of the metric. */
  threshold: number;
  /** Seconds per period. */
  period: number;
  /** Number of consecutive periods. */
  evaluationPeriods: number;
  /** What the alarm means and what to do. */
  description: string;
}

const FIVE_MINUTES = { period: 300, evaluationPeriods: 3 };

/**
 * Alarms of the primary, with thresholds for its size. Metrics:
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-metrics.html
 *
 * @param storageGiB - the allocated storage
 */
export function databaseAlarmRules(
  size: SizeSpec,
  storageGiB: number,
): AlarmRule[] {
  const rds = { namespace: 'AWS/RDS', ...FIVE_MINUTES };
  return [
    {
      ...rds,
      id: 'Cpu',
      metric: 'CPUUtilization',
      statistic: 'Average',
      comparison: 'above',
      threshold: 80,
      description: 'CPU above 80 %: check Performance Insights or resize',
    },
    {
      ...rds,
      id: 'Storage',
      metric: 'FreeStorageSpace',
      statistic: 'Minimum',
      comparison: 'below',
      threshold: Math.round(storageGiB * 0.1 * GIB),
      description:
        'Free storage below 10 %: storage autoscaling is at its limit or too slow',
    },
    {
      ...rds,
      id: 'Memory',
      metric: 'FreeableMemory',
      statistic: 'Average',
      comparison: 'below',
      threshold: Math.round(size.memoryMiB * 0.05 * MIB),
      description: 'Free memory below 5 %: reduce connections or resize',
    },
    {
      ...rds,
      id: 'Connections',
      metric: 'DatabaseConnections',
      statistic: 'Maximum',
      comparison: 'above',
      threshold: Math.floor(maxConnections(size) * 0.8),
      description: 'Over 80 % of max_connections: pool connections or resize',
    },
    ...(['Read', 'Write'] as const).map(direction => ({
      ...rds,
      id: `${direction}Latency`,
      metric: `${direction}Latency`,
      statistic: 'Average' as const,
      comparison: 'above' as const,
      threshold: 0.02,
      description: `${direction} latency above 20 ms: gp3 is at its limit`,
    })),
    ...(isBurstable(size) ? [surplusCredits()] : []),
  ];
}

/** T4g classes are in unlimited mode by default: surplus credits are charged. */
function surplusCredits(): AlarmRule {
  return {
    id: 'SurplusCredits',
    namespace: 'AWS/RDS',
    metric: 'CPUSurplusCreditsCharged',
    statistic: 'Maximum',
    comparison: 'above',
    threshold: 0,
    ...FIVE_MINUTES,
    description:
      'Surplus CPU credits are charged: a class that is not burstable may cost less',
  };
}

/**
 * An idle PostgreSQL reports a lag of up to five minutes; -1 means that
 * replication is broken.
 */
export function replicaAlarmRules(): AlarmRule[] {
  const lag = {
    namespace: 'AWS/RDS',
    metric: 'ReplicaLag',
    statistic: 'Maximum' as const,
    ...FIVE_MINUTES,
  };
  return [
    {
      ...lag,
      id: 'Lag',
      comparison: 'above',
      threshold: 600,
      description: 'Replica lag above ten minutes',
    },
    {
      ...lag,
      id: 'Broken',
      comparison: 'below',
      threshold: 0,
      description: 'Replication is broken: check the events of the replica',
    },
  ];
}

/** @returns the alarm of an EC2 instance that fails its status checks */
export function bastionAlarmRules(): AlarmRule[] {
  return [
    {
      id: 'Health',
      namespace: 'AWS/EC2',
      metric: 'StatusCheckFailed',
      statistic: 'Maximum',
      comparison: 'above',
      threshold: 0,
      period: 60,
      evaluationPeriods: 5,
      description: 'The bastion fails its status check: restart it',
    },
  ];
}

/** @returns the alarms of a Lambda function */
export function functionAlarmRules(): AlarmRule[] {
  return [
    {
      id: 'Errors',
      namespace: 'AWS/Lambda',
      metric: 'Errors',
      statistic: 'Sum',
      comparison: 'above',
      threshold: 0,
      period: 300,
      evaluationPeriods: 1,
      description: 'The function failed: check its log',
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
      metric: 'FailedInvocations',
      statistic: 'Sum',
      comparison: 'above',
      threshold: 0,
      period: 300,
      evaluationPeriods: 1,
      description: 'The inventory did not start: check its permission',
    },
  ];
}

/** @returns the alarm of a dead-letter queue */
export function deadLetterAlarmRules(): AlarmRule[] {
  return [
    {
      id: 'Waiting',
      namespace: 'AWS/SQS',
      metric: 'ApproximateNumberOfMessagesVisible',
      statistic: 'Maximum',
      comparison: 'above',
      threshold: 0,
      period: 300,
      evaluationPeriods: 1,
      description: 'An event failed after three attempts',
    },
  ];
}
