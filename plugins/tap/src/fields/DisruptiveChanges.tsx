import { Alert } from '@backstage/ui';
import { PlannedChange } from '@tap/plugin-tap-common';

/** What an update does to whoever uses the environment, the worst first. Nothing where it comes to no harm. */
export function DisruptiveChanges(props: { changes: PlannedChange[] }) {
  const affected = (effect: PlannedChange['effect']) =>
    props.changes
      .filter(change => change.effect === effect)
      .map(({ logicalId }) => logicalId);
  const lossy = affected('data-loss');
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
