import type { AlarmRule } from '../alarms/alarmRules';
import {
  primaryAlarmRules,
  replicaAlarmRules,
} from '../alarms/databaseAlarmRules';
import { usableConnections } from '../props/connections';
import {
  databaseParameters,
  parameterFamily,
} from '../props/databaseParameters';
import { defaultEgress } from '../props/egress';
import { DEFAULT_ENGINE_VERSION } from '../props/engineVersion';
import {
  defaultBackupRetentionDays,
  needsAttention,
  SIZES,
  SizeSpec,
} from '../props/sizes';
import { markdownTable as table } from './markdownTable';
import { SIZE_NAMES } from './shapes';

/** Markers of the generated part of README.md. */
export const TABLE_MARKS = ['<!-- sizes -->', '<!-- end of sizes -->'] as const;

/** The tables of README.md: the sizes and the thresholds of their alarms. */
export function sizeTables(): string {
  return [
    table(['size', ...SIZE_NAMES], sizeRows()),
    '',
    'Alarms and their thresholds, with retention `snapshot` or `retain` and a topic:',
    '',
    table(['alarm', ...SIZE_NAMES], alarmRows()),
  ].join('\n');
}

function sizeRows(): string[][] {
  const row = (name: string, value: (size: SizeSpec) => unknown) => [
    name,
    ...SIZE_NAMES.map(size => String(value(SIZES[size]))),
  ];
  return [
    row('class', size => size.instanceClass),
    row('vCPUs, memory', size => `${size.vcpus}, ${size.memoryMiB / 1024} GiB`),
    row('connections for applications', connections),
    row('storage', size => `${size.storageGiB} GiB`),
    row('maximum storage', size => `${size.maxStorageGiB} GiB`),
    row('availability', size => (size.multiAz ? 'Multi-AZ' : 'one AZ')),
    row('read replicas', size => size.readReplicas),
    row('AZs with databases', zones),
    row('egress of new environments of a portal', defaultEgress),
    row('NAT gateways with the egress `nat-gateway`', size => size.natGateways),
    row('IAM authentication', size => (size.iamAuthentication ? 'yes' : 'no')),
    row('backup retention in days: destroy, snapshot, retain', size =>
      (['destroy', 'snapshot', 'retain'] as const)
        .map(retention => defaultBackupRetentionDays(size, retention))
        .join(', '),
    ),
  ];
}

function connections(size: SizeSpec): number {
  return usableConnections(
    size,
    parameterFamily(DEFAULT_ENGINE_VERSION),
    databaseParameters(DEFAULT_ENGINE_VERSION),
  );
}

/**
 * A primary with a standby is in two zones, one of which a replica can share.
 */
function zones(size: SizeSpec): string {
  const replicas = size.readReplicas + 1;
  return size.multiAz ? `2 to 3` : String(replicas);
}

function alarmRows(): string[][] {
  const rules = SIZE_NAMES.map(name => {
    const database = {
      size: SIZES[name],
      storageGiB: SIZES[name].storageGiB,
      usableConnections: connections(SIZES[name]),
      isOnCall: needsAttention(SIZES[name], 'snapshot'),
    };
    return [
      ...primaryAlarmRules(database),
      ...(SIZES[name].readReplicas > 0
        ? // If somebody is on call, its threshold is part of another alarm.
          replicaAlarmRules({ ...database, isOnCall: false })
        : []),
    ];
  });
  const ids = [...new Set(rules.flat().map(({ id }) => id))];
  return ids.map(id => {
    const bySize = rules.map(ofSize => ofSize.find(rule => rule.id === id));
    const any = bySize.find(rule => rule !== undefined)!;
    return [
      `${namesOf(any)} ${any.comparison}${
        any.missing === 'alarm' ? ' or missing' : ''
      }, ${minutes(any)} min`,
      ...bySize.map(rule => (rule ? amount(rule) : '-')),
    ];
  });
}

function minutes({ period, evaluationPeriods }: AlarmRule): number {
  return (period * evaluationPeriods) / 60;
}

function namesOf({ metrics }: AlarmRule): string {
  return metrics.map(({ metric }) => metric).join(' or ');
}

const BYTES = [
  'FreeStorageSpace',
  'FreeableMemory',
  'OldestReplicationSlotLag',
  'SwapUsage',
];

/** Bytes are shown in MiB, latencies in ms. */
function amount({ metrics, threshold }: AlarmRule): string {
  const { metric } = metrics[0];
  if (BYTES.includes(metric)) {
    return `${Math.round(threshold / 1024 ** 2)} MiB`;
  }
  if (metric.endsWith('Latency')) {
    return `${threshold * 1000} ms`;
  }
  return metric === 'ReplicaLag' ? `${threshold} s` : String(threshold);
}
