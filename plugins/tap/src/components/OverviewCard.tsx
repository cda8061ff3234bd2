import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { Link, Text } from '@backstage/ui';
import {
  EGRESS_TEXTS,
  Environment,
  EnvironmentOptions,
  FIELDS,
  RETENTION_TEXTS,
} from '@tap/plugin-tap-common';
import { useEnvironment } from '../hooks/useEnvironment';
import { targetOf, useOptions } from '../hooks/useOptions';
import { accessText } from '../lib/accessText';
import { environmentPrice } from '../lib/environmentPrice';
import { localTime, monthlyPrice, relativeTime } from '../lib/format';
import { EnvironmentCard } from './EnvironmentCard';
import { Fact, Facts } from './Facts';
import { StatusBadge } from './StatusBadge';

/** Status, cost, expiry and settings of the environment. */
export function OverviewCard() {
  const { environment } = useEnvironment();
  const { value: options } = useOptions();
  if (!environment) {
    return null;
  }
  return (
    <EnvironmentCard title="Environment">
      <Facts facts={environmentFacts(environment, options)} />
    </EnvironmentCard>
  );
}

function environmentFacts(
  environment: Environment,
  options: EnvironmentOptions | undefined,
): Fact[] {
  const monthlyUsd = environmentPrice(environment, options);
  const size = targetOf(options, environment.target)?.sizes.find(
    ({ name }) => name === environment.size,
  );
  const { backupRetentionDays: days, consoleUrl, expiresAt } = environment;
  return [
    { label: 'Status', value: <StatusBadge status={environment.status} /> },
    {
      label: 'Monthly cost',
      value:
        monthlyUsd === undefined
          ? undefined
          : `${monthlyPrice(monthlyUsd)} (list price)`,
    },
    { label: 'Expires', value: expiresAt ? <Time iso={expiresAt} /> : 'Never' },
    {
      label: 'On teardown',
      value: RETENTION_TEXTS[environment.retention].title,
    },
    { label: 'Size', value: environment.size },
    {
      label: FIELDS.readReplicas.title,
      value: environment.readReplicas ?? size?.readReplicas,
    },
    { label: 'PostgreSQL', value: environment.engineVersion },
    {
      label: 'Backups',
      value: days && (days === 1 ? '1 day' : `${days} days`),
    },
    {
      label: 'Owner',
      value: (
        <EntityRefLink defaultKind="group" entityRef={environment.owner} />
      ),
    },
    {
      label: 'Requested by',
      value: environment.requestedBy && (
        <Requester requester={environment.requestedBy} />
      ),
    },
    { label: 'Created', value: <Time iso={environment.createdAt} /> },
    {
      label: 'Network access',
      value: environment.egress && EGRESS_TEXTS[environment.egress],
    },
    { label: 'Address range', value: environment.vpcCidr },
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
    { label: 'Description', value: environment.description, isWide: true },
  ];
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
