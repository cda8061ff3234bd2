import { Alert, Button } from '@backstage/ui';
import { UnreachableTarget } from '@tap/plugin-tap-common';
import { EnvironmentRow } from '../hooks/useEnvironments';
import { errorText } from '../lib/errorText';
import { localTime } from '../lib/format';
import { NameConflictAlert } from './NameConflictAlert';

/** Why the list of environments is missing or incomplete. */
export function EnvironmentsProblems(props: {
  error: unknown;
  rows: EnvironmentRow[];
  /** When the environments of each target were read, ISO 8601. */
  readAt: Record<string, string>;
  unreachable: UnreachableTarget[];
  onRetry: () => void;
}) {
  const { error, readAt, rows, unreachable } = props;
  return (
    <>
      {error !== undefined && (
        <Alert
          customActions={
            <Button onPress={props.onRetry} size="small" variant="secondary">
              Try again
            </Button>
          }
          description={errorText(error)}
          icon
          role="alert"
          status="danger"
          title="The environments cannot be read"
        />
      )}
      {unreachable.map(({ cause, since, target }) => (
        <Alert
          description={`${shownState(
            readAt[target],
          )} They continue to run. ${cause}`}
          icon
          key={target}
          role="alert"
          status="warning"
          title={`Target ${target} has been unreachable since ${localTime(
            since,
          )}`}
        />
      ))}
      {rows.map(
        ({ conflict, environment, id }) =>
          conflict && (
            <NameConflictAlert
              {...conflict}
              key={id}
              suffix={environment.suffix}
            />
          ),
      )}
    </>
  );
}

/** @param readAt - undefined if the environments were never read */
function shownState(readAt: string | undefined): string {
  return readAt === undefined
    ? 'The environments of this target are not shown.'
    : `The environments of this target are shown as of ${localTime(readAt)}.`;
}
