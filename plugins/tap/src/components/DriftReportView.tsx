import { Alert, Text } from '@backstage/ui';
import { DriftedResource, DriftReport } from '@tap/plugin-tap-common';
import { localTime } from '../lib/format';
import styles from './DataTable.module.css';

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
        Looked at {localTime(report.checkedAt)}
      </Text>
    </>
  );
}

function Outcome({ report }: { report: DriftReport }) {
  const count = report.resources.length;
  return report.status === 'in-sync' ? (
    <Alert
      description="Every resource is as its template says."
      icon
      status="success"
      title="In sync"
    />
  ) : (
    <Alert
      description="The next change of the environment may undo this, or fail over it."
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
        <Text as="p">It has been deleted.</Text>
      ) : (
        <div className={styles.scroll}>
          <table aria-label={`Drift of ${logicalId}`} className={styles.table}>
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
                  <td>{expected || 'nothing'}</td>
                  <td>{actual || 'nothing'}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}
