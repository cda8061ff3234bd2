import { ReactNode } from 'react';
import styles from './ScrollRegion.module.css';

/**
 * Long content that scrolls on its own. It is in the tab order, because not all browsers let users scroll other elements by keyboard
 * (https://dequeuniversity.com/rules/axe/4.10/scrollable-region-focusable).
 */
export function ScrollRegion(props: { label: string; children: ReactNode }) {
  return (
    <div
      aria-label={props.label}
      className={styles.region}
      role="group"
      // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
    >
      {props.children}
    </div>
  );
}
