import { useRouteRef } from '@backstage/frontend-plugin-api';
import { Link, Text } from '@backstage/ui';
import { OperationRecord } from '@tap/plugin-tap-common';
import { localTime, withLocalTimes } from '../../lib/format';
import {
  durationText,
  operationTitle,
  outcomeText,
} from '../../lib/operationText';
import { taskRouteRef } from '../../routes';
import styles from '../DataTable.module.css';
import { Initiator } from '../Initiator';

/**
 * Operations, newest first: what was changed, by whom, when, for how long and with which outcome.
 *
 * @param props - `explained`: the operation whose reason the page shows elsewhere
 */
export function OperationsTable(props: {
  operations: OperationRecord[];
  explained?: OperationRecord;
}) {
  return (
    <div className={styles.stacked}>
      <table aria-label="Operations" className={styles.table}>
        <thead>
          <tr>
            <th scope="col">Operation</th>
            <th scope="col">Started by</th>
            <th scope="col">Started</th>
            <th scope="col">Duration</th>
            <th scope="col">Outcome</th>
            <th scope="col">Task</th>
          </tr>
        </thead>
        <tbody>
          {props.operations.map(operation => (
            <tr key={operation.id}>
              <th scope="row">
                <Text variant="body-small" weight="bold">
                  {operationTitle(operation)}
                </Text>
                {operation.plan.map(line => (
                  <Text
                    as="p"
                    color="secondary"
                    key={line}
                    variant="body-small"
                  >
                    {withLocalTimes(line)}
                  </Text>
                ))}
              </th>
              <td data-label="Started by">
                <Initiator initiator={operation.initiator} />
              </td>
              <td className={styles.fit} data-label="Started">
                {localTime(operation.startedAt)}
              </td>
              <td className={styles.fit} data-label="Duration">
                {durationText(operation) ?? '–'}
              </td>
              <td data-label="Outcome">
                {outcomeText(operation)}
                {operation.reason && operation !== props.explained && (
                  <Text as="p" color="secondary" variant="body-small">
                    {operation.reason}
                  </Text>
                )}
              </td>
              <td className={styles.fit} data-label="Task">
                <TaskLink taskId={operation.taskId} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function TaskLink({ taskId }: { taskId?: string }) {
  const taskRoute = useRouteRef(taskRouteRef);
  return taskId && taskRoute ? (
    <Link href={taskRoute({ taskId })} variant="body-small">
      Open the task
    </Link>
  ) : (
    <>–</>
  );
}
