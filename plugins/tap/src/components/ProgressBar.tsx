import { Text } from '@backstage/ui';
import styles from './ProgressBar.module.css';

/**
 * Progress of an operation; indeterminate until the total is known.
 */
export function ProgressBar(props: {
  label: string;
  done: number;
  total: number;
  /** Whether the label is also visible. */
  showsLabel?: boolean;
}) {
  const { label, done, total } = props;
  const known = total > 0;
  const share = known ? Math.min(1, done / total) : 0;
  const bar = (
    <div
      aria-label={label}
      aria-valuemax={known ? total : undefined}
      aria-valuemin={known ? 0 : undefined}
      aria-valuenow={known ? Math.min(done, total) : undefined}
      aria-valuetext={known ? `${done} of ${total} resources` : undefined}
      className={styles.track}
      role="progressbar"
    >
      <div
        className={known ? styles.bar : styles.indeterminate}
        style={known ? { width: `${share * 100}%` } : undefined}
      />
    </div>
  );
  return props.showsLabel ? (
    <div>
      {bar}
      <Text as="p" color="secondary">
        {label}
      </Text>
    </div>
  ) : (
    bar
  );
}
