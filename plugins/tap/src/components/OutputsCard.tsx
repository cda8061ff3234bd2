import {
  Accordion,
  AccordionPanel,
  AccordionTrigger,
  Text,
} from '@backstage/ui';
import { useEnvironment } from '../hooks/useEnvironment';
import { CopyButton } from './CopyButton';
import { EnvironmentCard } from './EnvironmentCard';
import styles from './DataTable.module.css';

/** All outputs of the stack, folded. */
export function OutputsCard() {
  const { environment } = useEnvironment();
  const outputs = Object.entries(environment?.outputs ?? {})
    .filter((output): output is [string, string] => output[1] !== undefined)
    .sort(([a], [b]) => a.localeCompare(b));
  return (
    <EnvironmentCard title="Stack outputs">
      {outputs.length > 0 ? (
        <Accordion>
          <AccordionTrigger title={`Show the outputs (${outputs.length})`} />
          <AccordionPanel>
            <OutputTable outputs={outputs} />
          </AccordionPanel>
        </Accordion>
      ) : (
        <Text color="secondary">
          The stack has no outputs until it is complete.
        </Text>
      )}
    </EnvironmentCard>
  );
}

function OutputTable(props: { outputs: Array<[string, string]> }) {
  return (
    <div className={styles.stacked}>
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
          {props.outputs.map(([name, value]) => (
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
    </div>
  );
}
