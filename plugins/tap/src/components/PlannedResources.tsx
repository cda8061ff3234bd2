import {
  Accordion,
  AccordionPanel,
  AccordionTrigger,
  Text,
} from '@backstage/ui';
import { PlannedChange, resourceCounts } from '@tap/plugin-tap-common';

/** Number of resources of each type, collapsed because there are many types. */
export function PlannedResources(props: { changes: PlannedChange[] }) {
  const counts = resourceCounts(props.changes);
  const total = counts.reduce((sum, { count }) => sum + count, 0);
  return (
    <Accordion>
      <AccordionTrigger
        title={`${total} resources of ${counts.length} types`}
      />
      <AccordionPanel>
        <ul aria-label="Resources by type">
          {counts.map(({ resourceType, count }) => (
            <li key={resourceType}>
              <Text>
                {count} × {resourceType}
              </Text>
            </li>
          ))}
        </ul>
      </AccordionPanel>
    </Accordion>
  );
}
