import { CopyButton } from './CopyButton';
import styles from './CodeBlock.module.css';

/** Shell commands with a copy button. */
export function CodeBlock(props: { label: string; code: string }) {
  return (
    <div className={styles.block}>
      <pre
        aria-label={props.label}
        className={styles.code}
        role="group"
        // Reachable by keyboard, because long lines scroll.
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
      >
        <code>{props.code}</code>
      </pre>
      <CopyButton label={props.label} text={props.code} />
    </div>
  );
}
