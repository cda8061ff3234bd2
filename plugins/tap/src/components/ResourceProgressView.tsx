import { Alert, Flex, Text } from '@backstage/ui';
import {
  EnvironmentProgress,
  ResourceProgress,
  ResourceState,
} from '@tap/plugin-tap-common';
import { useElapsed } from '../hooks/useElapsed';
import { databaseStateText } from '../lib/databaseStateText';
import { elapsed } from '../lib/format';
import { remainingText } from '../lib/remainingText';
import { firstFailure, resourcesByState } from '../lib/resourceStates';
import { ProgressBar } from './ProgressBar';
import styles from './ResourceProgressView.module.css';
import { ScrollRegion } from './ScrollRegion';

const HEADINGS: Record<ResourceState, string> = {
  failed: 'Failed',
  busy: 'In progress',
  done: 'Done',
};

const STATES: ResourceState[] = ['failed', 'busy', 'done'];

/** Progress of each resource of an operation, with the cause of a failure on top. */
export function ResourceProgressView(props: {
  label: string;
  progress: EnvironmentProgress;
}) {
  const { done, total, events } = props.progress;
  const failure = firstFailure(events);
  const resources = resourcesByState(events);
  const began = events.length > 0;
  const seconds = useElapsed(
    Math.max(0, ...events.map(({ elapsedSeconds }) => elapsedSeconds)),
    props.progress.operation !== undefined && began,
  );
  const remaining = began
    ? remainingText(props.progress.typicalSeconds, seconds)
    : undefined;
  const databases = new Map(
    props.progress.databases?.map(({ logicalId, status }) => [
      logicalId,
      status,
    ]),
  );
  return (
    <Flex direction="column" gap="3">
      <ProgressBar done={done} label={props.label} total={total} />
      <Text color="secondary">
        {total > 0
          ? `${done} of ${total} resources`
          : 'Waiting for CloudFormation'}
        {began && `, ${elapsed(seconds)} elapsed`}
        {remaining && `, ${remaining}`}
      </Text>
      {failure && (
        <Alert
          description={failure.reason ?? failure.status}
          icon
          role="alert"
          status="danger"
          title={`${failure.logicalId} (${failure.resourceType}) failed first`}
        />
      )}
      {STATES.filter(
        state =>
          resources[state].length > 0 &&
          // A resource that was in progress when the operation ended has ended, too, even if the stack was deleted
          // before its last event.
          (state !== 'busy' || props.progress.operation !== undefined),
      ).map(state => (
        <ResourceGroup
          databases={databases}
          events={resources[state]}
          count={
            state === 'done' ? Math.max(done, resources.done.length) : undefined
          }
          heading={HEADINGS[state]}
          key={state}
        />
      ))}
    </Flex>
  );
}

function ResourceGroup(props: {
  heading: string;
  events: ResourceProgress[];
  /** States of DB instances in progress, by logical ID. */
  databases: ReadonlyMap<string, string>;
  /** The number of resources can be larger than that of resources with events. */
  count?: number;
}) {
  const { databases, heading, events, count = events.length } = props;
  return (
    <section aria-label={heading}>
      <Text as="h3" weight="bold">
        {heading} ({count})
      </Text>
      <ScrollRegion label={`Resources: ${heading}`}>
        <ul className={styles.list}>
          {events.map(event => (
            <li className={styles.resource} key={event.logicalId}>
              <Text as="span">{event.logicalId}</Text>
              <Text as="span" color="secondary" variant="body-small">
                {event.resourceType}
              </Text>
              <Text as="span" color="secondary" variant="body-small">
                {event.status}
                {event.reason && `: ${event.reason}`}
              </Text>
              <DatabaseState status={databases.get(event.logicalId)} />
            </li>
          ))}
        </ul>
      </ScrollRegion>
    </section>
  );
}

function DatabaseState({ status }: { status: string | undefined }) {
  return status === undefined ? null : (
    <Text as="span" variant="body-small">
      RDS: {databaseStateText(status)}
    </Text>
  );
}
