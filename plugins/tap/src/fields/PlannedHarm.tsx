import { Alert } from '@backstage/ui';
import { PlannedChange } from '@tap/plugin-tap-common';

/** What an update does to whoever uses the environment, the worst first. Nothing where it comes to no harm. */
export function PlannedHarm(props: { changes: PlannedChange[] }) {
  const affected = (effect: PlannedChange['effect']) =>
    props.changes
      .filter(change => change.effect === effect)
      .map(({ logicalId }) => logicalId);
  const lost = affected('data-loss');
  const restarted = affected('restart');
  return (
    <>
      {lost.length > 0 && (
        <Alert
          icon
          status="danger"
          title={`Data is lost: ${lost.join(', ')}`}
        />
      )}
      {restarted.length > 0 && (
        <Alert
          icon
          status="warning"
          title={`Restarted: ${restarted.join(', ')}`}
        />
      )}
    </>
  );
}
