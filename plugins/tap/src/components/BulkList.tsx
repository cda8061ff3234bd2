import { Flex, Link, Text } from '@backstage/ui';
import { BulkOutcome } from '../hooks/useBulkRun';
import { EnvironmentRow } from '../hooks/useEnvironments';
import styles from './BulkList.module.css';

/** One environment of a selection: what will happen, or why nothing will. */
export interface BulkItem {
  row: EnvironmentRow;
  /** One or several lines. */
  effect: string;
  isBlocked: boolean;
}

/** The environments of a selection by name, each with what will happen to it, or with its outcome. */
export function BulkList(props: {
  items: BulkItem[];
  outcomes: Record<string, BulkOutcome>;
}) {
  return (
    <ul aria-label="Environments" className={styles.list}>
      {props.items.map(({ effect, isBlocked, row }) => {
        const outcome = props.outcomes[row.id];
        const isProblem = outcome ? outcome.isError : isBlocked;
        return (
          <li key={row.id}>
            <Flex direction="column" gap="1">
              <Text weight="bold">{row.environment.suffix}</Text>
              <Text
                className={styles.effect}
                color={isProblem ? 'danger' : 'primary'}
              >
                {outcome?.text ?? effect}
                {outcome?.href && (
                  <>
                    {' '}
                    <Link href={outcome.href}>Show progress</Link>
                  </>
                )}
              </Text>
            </Flex>
          </li>
        );
      })}
    </ul>
  );
}
