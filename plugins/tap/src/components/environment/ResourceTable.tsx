import { Link, Text } from '@backstage/ui';
import { EnvironmentResource } from '@tap/plugin-tap-common';
import { resourceTypeTitle } from '../../lib/resourceTypes';
import { CopyButton } from '../CopyButton';
import styles from '../DataTable.module.css';

/** Resources with title, physical ID, state and a link to the AWS console. */
export function ResourceTable(props: {
  label: string;
  resources: EnvironmentResource[];
}) {
  const hasConsole = props.resources.some(({ consoleUrl }) => consoleUrl);
  return (
    <div className={styles.stacked}>
      <table aria-label={props.label} className={styles.table}>
        <thead>
          <tr>
            <th scope="col">Resource</th>
            <th scope="col">Physical ID</th>
            <th scope="col">State</th>
            {hasConsole && <th scope="col">AWS console</th>}
          </tr>
        </thead>
        <tbody>
          {props.resources.map(resource => (
            <tr key={resource.logicalId}>
              <th scope="row">
                <Text as="p">{resourceTypeTitle(resource.resourceType)}</Text>
                <Text as="p" color="secondary" variant="body-small">
                  {resource.logicalId}
                </Text>
              </th>
              <td data-label="Physical ID">
                <span className={styles.value}>
                  {resource.physicalId ?? '–'}
                  {resource.physicalId && (
                    <CopyButton
                      label={`physical ID of ${resource.logicalId}`}
                      text={resource.physicalId}
                    />
                  )}
                </span>
              </td>
              <td data-label="State">
                {resource.status}
                {resource.reason && (
                  <Text as="p" color="secondary">
                    {resource.reason}
                  </Text>
                )}
              </td>
              {hasConsole && (
                <td data-label="AWS console">
                  {resource.consoleUrl ? (
                    <Link
                      aria-label={`Open ${resource.logicalId} in the AWS console`}
                      href={resource.consoleUrl}
                      target="_blank"
                    >
                      Open
                    </Link>
                  ) : (
                    '–'
                  )}
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
