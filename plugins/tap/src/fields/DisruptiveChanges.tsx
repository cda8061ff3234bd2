import { Alert } from '@backstage/ui';
import { PlannedChange } from '@tap/plugin-tap-common';

/** Disruptions that an update causes for users of the environment, the worst first. Renders nothing if there are none. */
export function DisruptiveChanges(props: { changes: PlannedChange[] }) {
  const affected = (effect: PlannedChange['effect']) =>
    props.changes
      .filter(change => change.effect === effect)
      .map(({ logicalId }) => logicalId);
  const lossy = affected('data-loss');
  const rejected = affected('rejected');
  const restarted = affected('restart');
  return (
    <>
      {lossy.length > 0 && (
        <Alert
          icon
          status="danger"
          title={disruptionText(lossy, 'loses data', 'lose data')}
        />
      )}
      {rejected.length > 0 && (
        <Alert
          icon
          status="danger"
          title={disruptionText(
            rejected,
            'cannot be changed',
            'cannot be changed',
          )}
        />
      )}
      {restarted.length > 0 && (
        <Alert
          icon
          status="warning"
          title={disruptionText(restarted, 'restarts', 'restart')}
        />
      )}
    </>
  );
}

function disruptionText(
  affected: string[],
  one: string,
  several: string,
): string {
  return `${affected.length} ${
    affected.length === 1 ? one : several
  }: ${affected.join(', ')}`;
}
