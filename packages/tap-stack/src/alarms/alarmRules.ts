import { isBurstable, maxConnections, SizeSpec } from '../props/sizes';

const GIB = 1024 ** 3;
const MIB = 1024 ** 2;

/** When an alarm goes off. */
export interface AlarmRule {
  /** Part of the alarm's logical ID. */
  id: string;
  namespace: string;
  metric: string;
  statistic: 'Average' | 'Maximum' | 'Minimum' | 'Sum';
  comparison: 'above' | 'below';
  /** In the metric's own unit. */
  threshold: number;
  /** Seconds of one period. */
  period: number;
  /** How many periods in a row. */
  evaluationPeriods: number;
  /** What it means and what to do, for whoever is woken by it. */
  description: string;
}

const FIVE_MINUTES = { period: 300, evaluationPeriods: 3 };

/**
 * Alarms of the primary, with thresholds from the size.
 * Metrics: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-metrics.html
 *
 * @param storageGiB - what the database really has
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
      description: 'CPU over 80 %: look at Performance Insights, or resize',
    },
    {
      ...rds,
      id: 'Storage',
      metric: 'FreeStorageSpace',
      statistic: 'Minimum',
      comparison: 'below',
      threshold: Math.round(storageGiB * 0.1 * GIB),
      description:
        'Less than a tenth of storage is free: autoscaling is at its ceiling, or too slow',
    },
    {
      ...rds,
      id: 'Memory',
      metric: 'FreeableMemory',
      statistic: 'Average',
      comparison: 'below',
      threshold: Math.round(size.memoryMiB * 0.05 * MIB),
      description:
        'Less than 5 % of memory is free: fewer connections, or resize',
    },
    {
      ...rds,
      id: 'Connections',
      metric: 'DatabaseConnections',
      statistic: 'Maximum',
      comparison: 'above',
      threshold: Math.floor(maxConnections(size) * 0.8),
      description: 'Over 80 % of max_connections: pool connections, or resize',
    },
    ...(['Read', 'Write'] as const).map(direction => ({
      ...rds,
      id: `${direction}Latency`,
      metric: `${direction}Latency`,
      statistic: 'Average' as const,
      comparison: 'above' as const,
      threshold: 0.02,
      description: `${direction}s from disk take over 20 ms: gp3 is at its limit`,
    })),
    ...(isBurstable(size) ? [surplusCredits()] : []),
  ];
}

/** T4g is unlimited by default: CPU beyond the credits is billed. */
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
      'CPU beyond the credits is being billed: a class that does not burst may be cheaper',
  };
}

/** An idle PostgreSQL reports up to five minutes; -1 means that it is broken. */
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
      description: 'The replica is over ten minutes behind',
    },
    {
      ...lag,
      id: 'Broken',
      comparison: 'below',
      threshold: 0,
      description: 'Replication is broken: look at the events of the replica',
    },
  ];
}

/** @returns the alarm of an instance of EC2 that does not answer */
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
      description: 'The bastion does not answer: stop and start it',
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
      description: 'The function failed: look at its log',
    },
  ];
}

/**
 * A target that cannot be invoked at all, for want of a permission for example,
 * leaves no trace in its own metrics.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-monitoring.html
 *
 * @returns the alarm of a rule of EventBridge
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

/** @returns the alarm of a queue that should be empty */
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
      description: 'An event was given up after three attempts',
    },
  ];
}
