import { Text } from '@backstage/ui';
import { PlannedChange } from '@tap/plugin-tap-common';

/** Effects of changes that cause no disruption. */
const HARMLESS: Record<PlannedChange['action'], string> = {
  add: 'is made',
  modify: 'goes on working',
  'may-replace': 'may be replaced',
  remove: 'is removed',
  replace: 'is replaced',
};

function effectText({ action, effect }: PlannedChange): string {
  switch (effect) {
    case 'data-loss':
      return 'loses data';
    case 'rejected':
      return 'is rejected';
    case 'restart':
      return 'restarts';
    default:
      return HARMLESS[action];
  }
}

/** Effect of an update on each resource, the worst first. */
export function PlannedChanges(props: { changes: PlannedChange[] }) {
  return (
    <ul aria-label="Planned changes">
      {props.changes.map(change => (
        <li key={change.logicalId}>
          <Text>
            {change.action.replace('-', ' ')} {change.logicalId} (
            {change.resourceType}):{' '}
            <Text
              as="span"
              weight={change.effect === 'none' ? 'regular' : 'bold'}
            >
              {effectText(change)}
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
