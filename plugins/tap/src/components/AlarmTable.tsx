import { Text } from '@backstage/ui';
import { AlarmState } from '@tap/plugin-tap-common';
import { relativeTime } from '../lib/format';
import styles from './DataTable.module.css';

/** The states as in the CloudWatch console. */
const STATES: Record<AlarmState['state'], string> = {
  ALARM: 'In alarm',
  INSUFFICIENT_DATA: 'Insufficient data',
  OK: 'OK',
};

/** Alarms with what they monitor, and their state. */
export function AlarmTable(props: { alarms: AlarmState[]; label: string }) {
  return (
    <div className={styles.stacked}>
      <table aria-label={props.label} className={styles.table}>
        <thead>
          <tr>
            <th scope="col">Alarm</th>
            <th scope="col">State</th>
          </tr>
        </thead>
        <tbody>
          {props.alarms.map(
            ({ description, logicalId, reason, since, state }) => (
              <tr key={logicalId}>
                <th scope="row">
                  <Text as="p">{logicalId}</Text>
                  <Text as="p" color="secondary" variant="body-small">
                    {description}
                  </Text>
                </th>
                <td data-label="State">
                  <Text as="p" color={state === 'ALARM' ? 'danger' : 'primary'}>
                    {STATES[state]}
                    {state !== 'OK' && since && `, ${relativeTime(since)}`}
                  </Text>
                  {state !== 'OK' && reason && (
                    <Text as="p" color="secondary" variant="body-small">
                      {reason}
                    </Text>
                  )}
                </td>
              </tr>
            ),
          )}
        </tbody>
      </table>
    </div>
  );
}
