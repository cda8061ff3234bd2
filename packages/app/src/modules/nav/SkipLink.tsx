import { useContent } from '@backstage/core-components';
import styles from './SkipLink.module.css';

/**
 * Moves the focus past the sidebar. Backstage's own skip link appears only if the sidebar renders after the content
 * (https://github.com/backstage/backstage/blob/master/packages/core-components/src/layout/Sidebar/Bar.tsx, A11ySkipSidebar),
 * and never on narrow screens.
 */
export function SkipLink() {
  const { focusContent } = useContent();
  return (
    <button className={styles.link} onClick={focusContent} type="button">
      Skip to content
    </button>
  );
}
