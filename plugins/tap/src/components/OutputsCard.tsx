import { useEntity } from '@backstage/plugin-catalog-react';
import { Text } from '@backstage/ui';
import { useProgress } from '../hooks/useProgress';
import { environmentRef } from '../lib/environmentFacts';
import { CopyButton } from './CopyButton';
import { EnvironmentCard } from './EnvironmentCard';
import styles from './DataTable.module.css';

/** All outputs of the stack. */
export function OutputsCard() {
  const { entity } = useEntity();
  const { suffix, target } = environmentRef(entity);
  const { value: progress } = useProgress(suffix, target);
  const outputs = Object.entries(progress?.environment?.outputs ?? {})
    .filter((output): output is [string, string] => output[1] !== undefined)
    .sort(([a], [b]) => a.localeCompare(b));
  return (
    <EnvironmentCard title="Stack outputs">
      {outputs.length > 0 ? (
        <table
          aria-label="Stack outputs"
          className={`${styles.table} ${styles.compact}`}
        >
          <thead>
            <tr>
              <th scope="col">Output</th>
              <th scope="col">Value</th>
            </tr>
          </thead>
          <tbody>
            {outputs.map(([name, value]) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td>
                  <span className={styles.value}>
                    {value}
                    <CopyButton label={name} text={value} />
                  </span>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : (
        <Text color="secondary">
          There are none until the environment is complete.
        </Text>
      )}
    </EnvironmentCard>
  );
}
