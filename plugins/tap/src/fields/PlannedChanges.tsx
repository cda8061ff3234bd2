import { Text } from '@backstage/ui';
import { PlannedChange } from '@tap/plugin-tap-common';

const EFFECTS: Record<PlannedChange['effect'], string> = {
  'data-loss': 'loses data',
  restart: 'restarts',
  none: 'goes on working',
};

/** What an update does to each resource, the worst first. */
export function PlannedChanges(props: { changes: PlannedChange[] }) {
  return (
    <ul aria-label="Planned changes">
      {props.changes.map(change => (
        <li key={change.logicalId}>
          <Text>
            {change.action} {change.logicalId} ({change.resourceType}):{' '}
            <Text
              as="span"
              weight={change.effect === 'none' ? 'regular' : 'bold'}
            >
              {EFFECTS[change.effect]}
            </Text>
            {change.causes.length > 0 &&
              `, because of ${change.causes.join(', ')}`}
            {change.detail && `. ${change.detail}`}
          </Text>
        </li>
      ))}
    </ul>
  );
}
