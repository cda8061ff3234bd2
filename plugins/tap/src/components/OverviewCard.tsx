import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { Link, Text } from '@backstage/ui';
import {
  EGRESS_TEXTS,
  Environment,
  EnvironmentHealth,
  EnvironmentOptions,
  environmentPrice,
  FIELDS,
  newestVersion,
  RETENTION_TEXTS,
} from '@tap/plugin-tap-common';
import { useEnvironment } from '../hooks/useEnvironment';
import { useHealth } from '../hooks/useHealth';
import { targetOf, useOptions } from '../hooks/useOptions';
import { accessText } from '../lib/accessText';
import { databaseStateText } from '../lib/databaseStateText';
import { UPTIME_TITLES } from '../lib/uptimeTitles';
import { daysText, localTime, relativeTime, usd } from '../lib/format';
import { EnvironmentCard } from './EnvironmentCard';
import { Fact, Facts } from './Facts';
import { statusText } from './StatusBadge';

/** Cost, expiry and settings of the environment. Its status and owner are in the header of the page. */
export function OverviewCard() {
  const { environment } = useEnvironment();
  const { value: options } = useOptions();
  const { value: health } = useHealth();
  if (!environment) {
    return null;
  }
  return (
    <EnvironmentCard title="Environment">
      <Facts facts={environmentFacts(environment, options, health)} />
    </EnvironmentCard>
  );
}

function environmentFacts(
  environment: Environment,
  options: EnvironmentOptions | undefined,
  health: EnvironmentHealth | undefined,
): Fact[] {
  const size = targetOf(options, environment.target)?.sizes.find(
    ({ name }) => name === environment.size,
  );
  const monthlyUsd = environmentPrice(environment, size);
  const { backupRetentionDays: days, consoleUrl, expiresAt } = environment;
  return [
    { label: 'Size', value: environment.size },
    { label: 'PostgreSQL', value: versionText(environment, health) },
    {
      label: FIELDS.readReplicas.title,
      value: environment.readReplicas ?? size?.readReplicas,
    },
    {
      label: 'Monthly cost',
      value:
        monthlyUsd === undefined
          ? undefined
          : `${usd(monthlyUsd)} (list price${
              environment.status === 'stopped' ? ' while stopped' : ''
            })`,
    },
    { label: 'Database', value: databaseText(environment, health) },
    { label: 'Expires', value: expiresAt ? <Time iso={expiresAt} /> : 'Never' },
    {
      label: 'On teardown',
      value: RETENTION_TEXTS[environment.retention].title,
    },
    {
      label: 'Backups',
      value: days === undefined ? undefined : `Kept for ${daysText(days)}`,
    },
    {
      label: FIELDS.uptime.title,
      value: environment.uptime && UPTIME_TITLES[environment.uptime],
    },
    {
      label: 'Requested by',
      value: environment.requestedBy && (
        <Requester requester={environment.requestedBy} />
      ),
    },
    { label: 'Created', value: <Time iso={environment.createdAt} /> },
    {
      label: 'Stack',
      value: consoleUrl ? (
        <Link href={consoleUrl} target="_blank">
          Open in the AWS console
        </Link>
      ) : (
        environment.stackName
      ),
    },
    { label: 'Address range', value: environment.vpcCidr },
    { label: 'Description', value: environment.description, isWide: true },
    {
      label: FIELDS.extensions.title,
      value: environment.extensions,
      isWide: true,
    },
    {
      label: 'Network access',
      value: environment.egress && EGRESS_TEXTS[environment.egress],
      isWide: true,
    },
    {
      label: 'Reachable from',
      value:
        environment.outputs &&
        accessText(
          environment.outputs.DatabaseReachableFrom?.split(',') ?? [],
          environment.outputs.BastionInstanceId !== undefined,
        ),
      isWide: true,
    },
  ];
}

/** RDS's status of the primary, unless the status of the environment states the same. */
function databaseText(
  environment: Environment,
  health: EnvironmentHealth | undefined,
): string | undefined {
  const status = health?.databases[0]?.status;
  if (status === undefined || status === 'available') {
    return undefined;
  }
  const text = databaseStateText(status);
  return text === statusText(environment.status) ? undefined : text;
}

/** With the versions to which RDS has upgraded the primary or replicas by itself. */
function versionText(
  { engineVersion }: Environment,
  health: EnvironmentHealth | undefined,
): string {
  const upgraded = new Set(
    (health?.databases ?? [])
      .map(database => database.engineVersion)
      .filter(version => version !== engineVersion)
      .filter(version => newestVersion(version, engineVersion) === version),
  );
  return upgraded.size > 0
    ? `${engineVersion} (RDS upgraded to ${[...upgraded].join(', ')})`
    : engineVersion;
}

/** A user, with a link, or a service. The value comes from a stack tag, so it can be any text. */
function Requester({ requester }: { requester: string }) {
  return /^user:[\w-]+\/[\w.-]+$/.test(requester) ? (
    <EntityRefLink defaultKind="user" entityRef={requester} />
  ) : (
    <Text>{requester}</Text>
  );
}

function Time(props: { iso: string }) {
  return (
    <Text>
      <time dateTime={props.iso}>
        {relativeTime(props.iso)} ({localTime(props.iso)})
      </time>
    </Text>
  );
}
