import { Accordion, AccordionPanel, AccordionTrigger } from '@backstage/ui';
import { RemovedResource } from '@tap/plugin-tap-common';
import { resourceTypeTitle } from '../../lib/resourceTypes';
import styles from '../DataTable.module.css';

/** The resources that a teardown has removed, folded. */
export function RemovedResources(props: { resources: RemovedResource[] }) {
  return (
    <Accordion>
      <AccordionTrigger
        title={
          props.resources.length === 1
            ? '1 resource'
            : `${props.resources.length} resources`
        }
      />
      <AccordionPanel>
        <div className={styles.stacked}>
          <table aria-label="Removed resources" className={styles.table}>
            <thead>
              <tr>
                <th scope="col">Resource</th>
                <th scope="col">Name in the template</th>
                <th scope="col">ID</th>
              </tr>
            </thead>
            <tbody>
              {props.resources.map(resource => (
                <tr key={resource.logicalId}>
                  <th scope="row">
                    {resourceTypeTitle(resource.resourceType)}
                  </th>
                  <td data-label="Name in the template">
                    {resource.logicalId}
                  </td>
                  <td data-label="ID">{resource.physicalId}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </AccordionPanel>
    </Accordion>
  );
}
