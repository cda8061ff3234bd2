import { canBeStopped } from '../props/canBeStopped';
import type { ResolvedProps } from '../props/ResolvedProps';
import { isBurstable } from '../props/sizes';
import type { AlarmRule } from './alarmRules';

const GIB = 1024 ** 3;
const MIB = 1024 ** 2;

/** What the thresholds of an instance depend on. */
export type WatchedDatabase = Pick<
  ResolvedProps,
  'isOnCall' | 'size' | 'storageGiB' | 'usableConnections'
>;

const RDS = {
  namespace: 'AWS/RDS',
  period: 300,
  evaluationPeriods: 3,
};

/**
 * Age of the oldest transaction ID at which RDS increases the number of vacuum
 * workers. At 2 billion, PostgreSQL stops accepting writes.
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Appendix.PostgreSQL.CommonDBATasks.Autovacuum.AdaptivePG18.html
 */
const OLD_TRANSACTION_IDS = 1_000_000_000;

/**
 * Alarms of the primary: of an environment for which somebody is on call, all;
 * otherwise those that tell its owner to resize. Metrics:
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-metrics.html
 */
export function primaryAlarmRules(database: WatchedDatabase): AlarmRule[] {
  const { size } = database;
  return database.isOnCall
    ? [
        ...resourceRules(database),
        ...latencyRules(),
        ...volumeRules(database),
        oldTransactionIds(),
        ...(size.multiAz || canBeStopped(size) ? [silence()] : []),
        ...(size.readReplicas > 0 ? [slotLag(database)] : []),
        ...(isBurstable(size) ? [surplusCredits()] : []),
      ]
    : resourceRules(database);
}

/**
 * Alarm of a read replica. Of an environment for which somebody is on call, it
 * includes the resources, with the thresholds of the primary, because replicas
 * carry the reads.
 */
export function replicaAlarmRules(database: WatchedDatabase): AlarmRule[] {
  return [
    database.isOnCall ? anyOf([...resourceRules(database), lag()]) : lag(),
  ];
}

function lag(): AlarmRule {
  return {
    ...RDS,
    id: 'Lag',
    metrics: [{ metric: 'ReplicaLag', statistic: 'Maximum' }],
    comparison: 'above',
    // The metric is the time since the last replayed transaction: it grows
    // while replication is stopped, and to five minutes while the primary is
    // idle. An instance that is down reports none.
    // https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PostgreSQL.Replication.ReadReplicas.html
    threshold: 600,
    missing: 'alarm',
    description:
      'Replica lag above ten minutes, or unknown: check the events of the replica',
  };
}

/**
 * One alarm for several rules with one metric each. A missing metric makes the
 * expression missing.
 */
function anyOf(rules: AlarmRule[]): AlarmRule {
  const conditions = rules.map(
    ({ comparison, threshold }, index) =>
      `m${index}${comparison === 'above' ? '>' : '<'}${threshold}`,
  );
  return {
    ...RDS,
    id: 'Resources',
    metrics: rules.flatMap(({ metrics }) => metrics),
    expression: `IF(${conditions.join(' OR ')},1,0)`,
    comparison: 'above',
    threshold: 0,
    missing: 'alarm',
    description: 'A limit is exceeded, lag above 10 minutes, or no metrics',
  };
}

function resourceRules({
  size,
  storageGiB,
  usableConnections,
}: WatchedDatabase): AlarmRule[] {
  return [
    {
      ...RDS,
      id: 'Cpu',
      metrics: [{ metric: 'CPUUtilization', statistic: 'Average' }],
      comparison: 'above',
      threshold: 80,
      description: 'CPU above 80%: check the load or resize',
    },
    {
      ...RDS,
      id: 'Storage',
      metrics: [{ metric: 'FreeStorageSpace', statistic: 'Minimum' }],
      comparison: 'below',
      // Autoscaling starts at 10 %.
      // https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PIOPS.Autoscaling.html
      threshold: Math.round(storageGiB * 0.05 * GIB),
      description: 'Free storage below 5%: raise its limit',
    },
    {
      ...RDS,
      id: 'Memory',
      metrics: [{ metric: 'FreeableMemory', statistic: 'Average' }],
      comparison: 'below',
      threshold: Math.round(size.memoryMiB * 0.05 * MIB),
      description: 'Free memory below 5%: reduce connections or resize',
    },
    {
      ...RDS,
      id: 'Connections',
      metrics: [{ metric: 'DatabaseConnections', statistic: 'Maximum' }],
      comparison: 'above',
      threshold: Math.floor(usableConnections * 0.8),
      description: 'Connections above 80%: pool them or resize',
    },
  ];
}

function latencyRules(): AlarmRule[] {
  return [
    {
      ...RDS,
      id: 'Latency',
      metrics: (['ReadLatency', 'WriteLatency'] as const).map(metric => ({
        metric,
        statistic: 'Average',
      })),
      expression: 'MAX(METRICS())',
      comparison: 'above',
      threshold: 0.02,
      description: 'Latency above 20 ms: gp3 is at its limit',
    },
  ];
}

/**
 * Balances of classes whose baseline is lower than their maximum, which
 * includes all sizes of the stack; other classes report none.
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-metrics.html
 */
function volumeRules({ size }: WatchedDatabase): AlarmRule[] {
  return [
    {
      ...RDS,
      id: 'BurstBalance',
      metrics: ['EBSIOBalance%', 'EBSByteBalance%'].map(metric => ({
        metric,
        statistic: 'Minimum',
      })),
      expression: 'MIN(METRICS())',
      comparison: 'below',
      threshold: 10,
      description: 'Burst balance of the volume is low: resize',
    },
    {
      ...RDS,
      id: 'Swap',
      metrics: [{ metric: 'SwapUsage', statistic: 'Average' }],
      comparison: 'above',
      threshold: Math.round(size.memoryMiB * 0.05 * MIB),
      description: 'Swap above 5% of memory: reduce connections or resize',
    },
  ];
}

function oldTransactionIds(): AlarmRule {
  return {
    ...RDS,
    id: 'TransactionIds',
    metrics: [{ metric: 'MaximumUsedTransactionIDs', statistic: 'Maximum' }],
    comparison: 'above',
    threshold: OLD_TRANSACTION_IDS,
    description: 'Vacuum is blocked: end old transactions, drop unused slots',
  };
}

/** A running instance reports its CPU every minute. */
function silence(): AlarmRule {
  return {
    namespace: 'AWS/RDS',
    id: 'Silence',
    metrics: [{ metric: 'CPUUtilization', statistic: 'Maximum' }],
    comparison: 'below',
    threshold: 0,
    period: 60,
    evaluationPeriods: 5,
    missing: 'alarm',
    description: 'No metrics: check the status and the events',
  };
}

/** A slot keeps the write-ahead log that its replica has not received. */
function slotLag({ storageGiB }: WatchedDatabase): AlarmRule {
  return {
    ...RDS,
    id: 'SlotLag',
    metrics: [{ metric: 'OldestReplicationSlotLag', statistic: 'Maximum' }],
    comparison: 'above',
    threshold: Math.round(storageGiB * 0.1 * GIB),
    description: 'WAL for replicas fills 10 % of the storage: check them',
  };
}

/** T4g classes are in unlimited mode by default: surplus credits are charged. */
function surplusCredits(): AlarmRule {
  return {
    ...RDS,
    id: 'SurplusCredits',
    metrics: [{ metric: 'CPUSurplusCreditsCharged', statistic: 'Maximum' }],
    comparison: 'above',
    threshold: 0,
    description:
      'Surplus CPU credits are charged: a class that is not burstable may cost less',
  };
}
