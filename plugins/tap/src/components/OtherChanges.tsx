import {
  Accordion,
  AccordionPanel,
  AccordionTrigger,
  Text,
} from '@backstage/ui';
import { PlannedChange } from '@tap/plugin-tap-common';
import { isHarmful } from '../lib/harms';
import styles from './AlertList.module.css';

const ACTIONS: Record<PlannedChange['action'], string> = {
  add: 'created',
  modify: 'changed',
  'may-replace': 'changed or replaced',
  remove: 'removed',
  replace: 'replaced',
};

/** Changes of an update that interrupt nothing, collapsed. */
export function OtherChanges(props: { changes: PlannedChange[] }) {
  const others = props.changes.filter(change => !isHarmful(change));
  if (others.length === 0) {
    return null;
  }
  return (
    <Accordion>
      <AccordionTrigger
        title={`${
          others.length === 1
            ? '1 other resource changes'
            : `${others.length} other resources change`
        } without interruption`}
      />
      <AccordionPanel>
        <ul aria-label="Other changes" className={styles.list}>
          {others.map(({ action, causes, logicalId, resourceType }) => (
            <li key={logicalId}>
              <Text>
                {logicalId} ({resourceType}): {ACTIONS[action]}
                {causes.length > 0 && `, because of ${causes.join(', ')}`}
              </Text>
            </li>
          ))}
        </ul>
      </AccordionPanel>
    </Accordion>
  );
}
