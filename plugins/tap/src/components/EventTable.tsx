import { Accordion, AccordionPanel, AccordionTrigger } from '@backstage/ui';
import { ResourceProgress } from '@tap/plugin-tap-common';
import { localTime } from '../lib/format';
import styles from './DataTable.module.css';
import { ScrollRegion } from './ScrollRegion';

/** Stack events, newest first. */
export function EventTable(props: { events: ResourceProgress[] }) {
  return (
    <Accordion>
      <AccordionTrigger title={`Last events (${props.events.length})`} />
      <AccordionPanel>
        <ScrollRegion label="Stack events">
          <div className={styles.stacked}>
            <table aria-label="Stack events" className={styles.table}>
              <thead>
                <tr>
                  <th scope="col">Time</th>
                  <th scope="col">Resource</th>
                  <th scope="col">Status</th>
                  <th scope="col">Reason</th>
                </tr>
              </thead>
              <tbody>
                {[...props.events].reverse().map(event => (
                  <tr key={event.eventId}>
                    <td data-label="Time">{localTime(event.timestamp)}</td>
                    <th scope="row">{event.logicalId}</th>
                    <td data-label="Status">{event.status}</td>
                    <td data-label="Reason">{event.reason ?? '–'}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </ScrollRegion>
      </AccordionPanel>
    </Accordion>
  );
}
