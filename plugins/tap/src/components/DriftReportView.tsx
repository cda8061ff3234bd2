import { Alert, Text } from '@backstage/ui';
import { DriftedResource, DriftReport } from '@tap/plugin-tap-common';
import { localTime } from '../lib/format';
import styles from './DataTable.module.css';
import { ScrollRegion } from './ScrollRegion';

/** How each resource of an environment differs from its template. */
export function DriftReportView({ report }: { report: DriftReport }) {
  return (
    <>
      {report.status !== 'unknown' && <Outcome report={report} />}
      {report.reason !== undefined && (
        <Alert
          description={report.reason}
          icon
          status="warning"
          title="Could not check every resource"
        />
      )}
      {report.resources.map(resource => (
        <Differences key={resource.logicalId} resource={resource} />
      ))}
      <Text color="secondary" variant="body-small">
        Checked {localTime(report.checkedAt)}
      </Text>
    </>
  );
}

function Outcome({ report }: { report: DriftReport }) {
  const count = report.resources.length;
  return report.status === 'in-sync' ? (
    <Alert
      description="All resources match the template."
      icon
      status="success"
      title="In sync"
    />
  ) : (
    <Alert
      description="The next change of the environment can overwrite this or fail because of it."
      icon
      status="warning"
      title={
        count === 1
          ? '1 resource was changed outside CloudFormation'
          : `${count} resources were changed outside CloudFormation`
      }
    />
  );
}

function Differences({ resource }: { resource: DriftedResource }) {
  const { differences, logicalId, physicalId, resourceType } = resource;
  return (
    <section aria-label={logicalId}>
      <Text as="h3" variant="body-medium" weight="bold">
        {logicalId}
      </Text>
      <Text as="p" color="secondary" variant="body-small">
        {[resourceType, physicalId].filter(Boolean).join(', ')}
      </Text>
      {resource.status === 'deleted' ? (
        <Text as="p">The resource was deleted.</Text>
      ) : (
        <ScrollRegion label={`Differences of ${logicalId}`}>
          <div className={styles.stacked}>
            <table
              aria-label={`Drift of ${logicalId}`}
              className={styles.table}
            >
              <thead>
                <tr>
                  <th scope="col">Property</th>
                  <th scope="col">Expected</th>
                  <th scope="col">Actual</th>
                </tr>
              </thead>
              <tbody>
                {differences.map(({ path, expected, actual }) => (
                  <tr key={path}>
                    <th scope="row">{path.replace(/^\//, '')}</th>
                    <td data-label="Expected">{expected || 'nothing'}</td>
                    <td data-label="Actual">{actual || 'nothing'}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </ScrollRegion>
      )}
    </section>
  );
}
