import { Flex, Text } from '@backstage/ui';
import {
  Environment,
  RETENTION_TEXTS,
  StackStatus,
} from '@tap/plugin-tap-common';
import { ReactNode } from 'react';
import {
  EnvironmentPermissions,
  useEnvironmentPermissions,
} from '../../hooks/useEnvironmentPermissions';
import { useEnvironment } from '../../hooks/useEnvironment';
import { targetOf, useOptions } from '../../hooks/useOptions';
import { hasRoles } from '../../lib/connection';
import { localTime, relativeTime } from '../../lib/format';
import { ChangeLink } from '../ChangeLink';
import { EnvironmentCard } from '../EnvironmentCard';
import { ExtendControl } from '../ExtendControl';
import { OwnerLink } from '../OwnerLink';
import { RotateCredentialsButton } from '../RotateCredentialsButton';
import { StopStartButton } from '../StopStartButton';
import { TeardownButton } from '../TeardownButton';
import { TransferOwnershipButton } from '../TransferOwnershipButton';
import styles from './SettingsTab.module.css';

/** The changes that the state of the environment and the user's permissions allow. */
export function SettingsTab() {
  const { environment, suffix, target } = useEnvironment();
  const permissions = useEnvironmentPermissions({
    suffix,
    target,
    wasRetained: environment?.wasRetained,
  });
  return environment ? (
    <Sections environment={environment} permissions={permissions} />
  ) : null;
}

function Sections(props: {
  environment: Environment;
  permissions: EnvironmentPermissions;
}) {
  const { environment, permissions } = props;
  const { onChanged } = useEnvironment();
  const { engineVersion, expiresAt, owner, retention, size, suffix, target } =
    environment;
  const ref = { suffix, target };
  const refusal = whyNoChange(environment, permissions.change);
  return (
    <Flex direction="column" gap="4">
      <EnvironmentCard title="Size, version and retention">
        <Section
          action={<ChangeLink environment={environment} />}
          refusal={refusal ?? whyNotWhileStopped(environment)}
          text={`${size}, PostgreSQL ${engineVersion}. On teardown: ${RETENTION_TEXTS[retention].title}. You review the plan before the change is made.`}
        />
      </EnvironmentCard>
      <EnvironmentCard title="Expiry">
        <Section
          action={<ExtendControl environment={ref} onExtended={onChanged} />}
          refusal={
            refusal ??
            (retention === 'retain'
              ? 'A protected environment does not expire. Change its retention first.'
              : undefined)
          }
          text={
            expiresAt
              ? `Expires ${relativeTime(expiresAt)} (${localTime(expiresAt)}).`
              : 'Never expires.'
          }
        />
      </EnvironmentCard>
      <EnvironmentCard title="Owner">
        <Section
          action={
            <TransferOwnershipButton environment={ref} onDone={onChanged} />
          }
          refusal={refusal}
          text={<OwnerLink owner={owner} />}
        />
      </EnvironmentCard>
      <EnvironmentCard title="Passwords">
        <Section
          action={
            <RotateCredentialsButton environment={ref} onDone={onChanged} />
          }
          refusal={refusal ?? whyNoRotation(environment)}
          text={rotationText(environment)}
        />
      </EnvironmentCard>
      <StopStartCard
        environment={environment}
        onDone={onChanged}
        refusal={refusal}
      />
      <div className={styles.danger}>
        <EnvironmentCard title="Danger zone">
          <Section
            action={<TeardownButton environment={ref} />}
            refusal={whyNoTeardown(environment, permissions.tearDown)}
            text={
              <>
                <Text as="p">Lost: {RETENTION_TEXTS[retention].lost}</Text>
                <Text as="p">Kept: {RETENTION_TEXTS[retention].kept}</Text>
              </>
            }
          />
        </EnvironmentCard>
      </div>
    </Flex>
  );
}

function StopStartCard(props: {
  environment: Environment;
  onDone: (afterwards: Environment) => void;
  refusal: string | undefined;
}) {
  const { environment, onDone, refusal } = props;
  const { value: options } = useOptions();
  const size = targetOf(options, environment.target)?.sizes.find(
    ({ name }) => name === environment.size,
  );
  const replicas = environment.readReplicas ?? size?.readReplicas ?? 0;
  const { runState, status } = environment;
  return (
    <EnvironmentCard title="Stop and start">
      <Section
        action={<StopStartButton environment={environment} onDone={onDone} />}
        refusal={
          refusal ??
          (replicas > 0
            ? 'Amazon RDS does not stop a database with read replicas. Change the environment to 0 read replicas first.'
            : undefined)
        }
        text={
          status === 'stopped'
            ? `Stopped ${relativeTime(runState!.since)} (${localTime(
                runState!.since,
              )}). It takes minutes to start it, in rare cases hours.`
            : 'A stopped database keeps its data and endpoint, and accepts no connections. You pay for its storage, its backups and all other resources, but not for instance hours. It stays stopped until you start it.'
        }
      />
    </EnvironmentCard>
  );
}

/** The current value, and the control that changes it or why it cannot be changed. */
function Section(props: {
  text: ReactNode;
  action: ReactNode;
  refusal: string | undefined;
}) {
  const { action, refusal, text } = props;
  return (
    <Flex align="start" direction="column" gap="3">
      {typeof text === 'string' ? <Text as="p">{text}</Text> : text}
      {refusal === undefined ? (
        action
      ) : (
        <Text as="p" color="secondary">
          {refusal}
        </Text>
      )}
    </Flex>
  );
}

function rotationText({ credentialsRotation }: Environment): string {
  if (!credentialsRotation) {
    return 'The passwords of the roles have not been rotated since the creation.';
  }
  const { previousValidUntil, requestedAt } = credentialsRotation;
  const isOver = Date.parse(previousValidUntil) <= Date.now();
  return `Rotated ${relativeTime(requestedAt)} (${localTime(
    requestedAt,
  )}). The previous passwords ${
    isOver
      ? 'are no longer accepted.'
      : `are accepted until ${localTime(previousValidUntil)}.`
  }`;
}

function whyNoChange(
  { status }: Environment,
  isAllowed: boolean,
): string | undefined {
  if (!isAllowed) {
    return 'Only the owner and administrators can change it.';
  }
  return status === 'available' || status === 'stopped'
    ? undefined
    : 'It can be changed when the environment is available.';
}

function whyNotWhileStopped({ status }: Environment): string | undefined {
  return status === 'stopped'
    ? 'Amazon RDS does not change a stopped database. Start the environment first.'
    : undefined;
}

function whyNoRotation(environment: Environment): string | undefined {
  if (environment.status === 'stopped') {
    return 'The passwords of a stopped database cannot be rotated. Start the environment first.';
  }
  return hasRoles(environment)
    ? undefined
    : 'The database has no roles whose passwords can be rotated.';
}

function whyNoTeardown(
  { stackStatus }: Environment,
  isAllowed: boolean,
): string | undefined {
  if (!isAllowed) {
    return 'Only the owner and administrators can tear it down. If it was protected before, this requires a separate permission.';
  }
  return StackStatus.of(stackStatus).isInProgress
    ? 'It can be torn down when the operation in progress has ended.'
    : undefined;
}
