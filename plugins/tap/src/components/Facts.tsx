import { Text } from '@backstage/ui';
import { ReactNode } from 'react';
import { CopyButton } from './CopyButton';
import styles from './Facts.module.css';

/** One line of {@link Facts}. Lines without a value are omitted. */
export interface Fact {
  label: string;
  value: ReactNode;
  /** The text of the copy button; undefined for no button. */
  copy?: string;
  /** Whether the value uses a whole line, for example an ARN. */
  isWide?: boolean;
}

/** Names and values as a description list. */
export function Facts(props: { facts: Fact[] }) {
  return (
    <dl className={styles.list}>
      {props.facts
        .filter(({ value }) => value !== undefined && value !== '')
        .map(({ label, value, copy, isWide }) => (
          <div className={isWide ? styles.wide : styles.line} key={label}>
            <dt>
              <Text as="span" color="secondary" variant="body-small">
                {label}
              </Text>
            </dt>
            <dd className={styles.value}>
              {typeof value === 'string' ? <Text>{value}</Text> : value}
              {copy !== undefined && <CopyButton label={label} text={copy} />}
            </dd>
          </div>
        ))}
    </dl>
  );
}
