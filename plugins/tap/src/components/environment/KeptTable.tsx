import { Text } from '@backstage/ui';
import {
  KeptResource,
  OperationRecord,
  RETENTION_TEXTS,
} from '@tap/plugin-tap-common';
import { resourceTypeTitle } from '../../lib/resourceTypes';
import { usd, withLocalTimes } from '../../lib/format';
import { CopyButton } from '../CopyButton';
import styles from '../DataTable.module.css';

/** What still exists after a teardown, with its monthly cost and until when. */
export function KeptTable({ operation }: { operation: OperationRecord }) {
  const { kept } = operation;
  if (kept.length === 0) {
    return <Text>{nothingKept(operation)}</Text>;
  }
  return (
    <div className={styles.stacked}>
      <table aria-label="Kept resources" className={styles.table}>
        <thead>
          <tr>
            <th scope="col">Resource</th>
            <th scope="col">ID</th>
            <th scope="col">Monthly cost</th>
            <th scope="col">Until</th>
            <th scope="col">Why</th>
          </tr>
        </thead>
        <tbody>
          {kept.map(resource => (
            <tr key={`${resource.resourceType} ${resource.physicalId}`}>
              <th scope="row">{resourceTypeTitle(resource.resourceType)}</th>
              <td data-label="ID">
                <span className={styles.value}>
                  {resource.physicalId ?? '–'}
                  {resource.physicalId && (
                    <CopyButton
                      label={`ID of ${resource.logicalId}`}
                      text={resource.physicalId}
                    />
                  )}
                </span>
              </td>
              <td data-label="Monthly cost">{cost(resource)}</td>
              <td data-label="Until">You delete it</td>
              <td data-label="Why">{withLocalTimes(resource.reason)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function cost({ monthlyUsd }: KeptResource): string {
  return monthlyUsd === undefined
    ? 'Depends on use'
    : `At most ${usd(monthlyUsd)}`;
}

/** Only a teardown with retention `destroy` promises that nothing is kept, and a creation keeps nothing that is not recorded. */
function nothingKept({
  environment,
  goneAt,
  operation,
  outcome,
}: OperationRecord) {
  if (operation === 'create' && goneAt !== undefined) {
    return 'Nothing was kept.';
  }
  return operation === 'delete' &&
    outcome === 'succeeded' &&
    environment.retention === 'destroy'
    ? RETENTION_TEXTS.destroy.kept
    : 'No kept resources are recorded.';
}
