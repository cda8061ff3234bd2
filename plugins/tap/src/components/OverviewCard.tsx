import { EntityRefLink, useEntity } from '@backstage/plugin-catalog-react';
import { Flex, Link, Text } from '@backstage/ui';
import {
  Environment,
  EnvironmentStatus,
  Retention,
  RETENTION_TEXTS,
} from '@tap/plugin-tap-common';
import { useState } from 'react';
import { useEnvironmentPermissions } from '../hooks/useEnvironmentPermissions';
import { targetOf, useOptions } from '../hooks/useOptions';
import { useProgress } from '../hooks/useProgress';
import {
  annotation,
  environmentRef,
  newest,
  ownerOf,
} from '../lib/environmentFacts';
import { localTime, monthlyPrice, relativeTime } from '../lib/format';
import { EnvironmentActions } from './EnvironmentActions';
import { EnvironmentCard } from './EnvironmentCard';
import { ExtendControl } from './ExtendControl';
import { Facts } from './Facts';
import { StatusBadge } from './StatusBadge';

/** Owner, expiry, settings and cost of the environment. */
export function OverviewCard() {
  const { entity } = useEntity();
  const ref = environmentRef(entity);
  const { value: options } = useOptions();
  const { value: progress, refresh } = useProgress(ref.suffix, ref.target);
  const [changed, setChanged] = useState<Environment>();
  const environment = newest(progress?.environment, changed);
  const onChanged = (afterwards: Environment) => {
    setChanged(afterwards);
    refresh();
  };
  const permissions = useEnvironmentPermissions({
    ...ref,
    wasRetained: environment?.wasRetained,
  });
  const fact = (
    name: keyof Environment & Parameters<typeof annotation>[1],
  ): string | undefined =>
    environment ? text(environment[name]) : annotation(entity, name);

  const status = fact('status') as EnvironmentStatus | undefined;
  const retention = fact('retention') as Retention | undefined;
  const size = fact('size');
  const days = fact('backupRetentionDays');
  const owner = ownerOf(entity, environment);
  const requestedBy = fact('requestedBy');
  const createdAt = fact('createdAt');
  const expiresAt = fact('expiresAt');
  // Not the URL of an annotation, because it is an external link.
  const consoleUrl = environment?.consoleUrl;
  const price = targetOf(options, ref.target)?.sizes.find(
    ({ name }) => name === size,
  )?.price;

  return (
    <EnvironmentCard
      actions={
        <EnvironmentActions
          environment={environment}
          environmentRef={ref}
          permissions={permissions}
          onChanged={onChanged}
        />
      }
      title="Environment"
    >
      <Flex direction="column" gap="4">
        <Facts
          facts={[
            {
              label: 'Status',
              value: status && <StatusBadge status={status} />,
            },
            { label: 'Size', value: size },
            {
              label: 'Price',
              value: price && `${monthlyPrice(price.monthlyUsd)} (list price)`,
            },
            { label: 'PostgreSQL', value: fact('engineVersion') },
            {
              label: 'On teardown',
              value: retention && RETENTION_TEXTS[retention].title,
            },
            {
              label: 'Backups',
              value: days && (days === '1' ? '1 day' : `${days} days`),
            },
            {
              label: 'Description',
              value: environment?.description,
            },
            {
              label: 'Owner',
              value: owner && (
                <EntityRefLink defaultKind="group" entityRef={owner} />
              ),
            },
            {
              label: 'Requested by',
              value: requestedBy && <Requester requester={requestedBy} />,
            },
            {
              label: 'Created',
              value: createdAt && <Time iso={createdAt} />,
            },
            {
              label: 'Expires',
              value: expiresAt ? <Time iso={expiresAt} /> : 'Never',
            },
            {
              label: 'Target',
              value: `${ref.target}, ${fact('region') ?? ''}`,
            },
            {
              label: 'Stack',
              value: consoleUrl ? (
                <Link href={consoleUrl} target="_blank">
                  Open in the AWS console
                </Link>
              ) : (
                fact('stackName')
              ),
            },
          ]}
        />
        {permissions.change &&
          retention !== 'retain' &&
          status === 'available' && (
            <ExtendControl environment={ref} onExtended={onChanged} />
          )}
      </Flex>
    </EnvironmentCard>
  );
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

function text(value: unknown): string | undefined {
  return value === undefined ? undefined : String(value);
}
