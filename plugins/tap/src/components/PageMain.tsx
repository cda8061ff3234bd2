import { useContent } from '@backstage/core-components';
import { ReactNode, useEffect, useRef, useState } from 'react';
import { useLocation } from 'react-router-dom';
import { useDocumentTitle } from '../hooks/useDocumentTitle';
import { PageTitleContext } from './PageTitle';

/** Key of the location with which React Router starts (https://reactrouter.com/6.30.1/hooks/use-location#locationkey). */
const FIRST_LOCATION = 'default';

/**
 * The main landmark of a page, to which the link "Skip to content" moves the focus. If a link within the portal leads to the
 * page, it receives the focus, so that keyboard and screen reader continue there.
 *
 * @param props - `title` of the document and the landmark, unless the content has a `PageTitle`
 */
export function PageMain(props: { title: string; children: ReactNode }) {
  const [contentTitle, setContentTitle] = useState<string>();
  const title = contentTitle ?? props.title;
  useDocumentTitle(title);
  const ownRef = useRef<HTMLElement>(null);
  // Undefined outside of Backstage's sidebar page.
  const ref = useContent().contentRef ?? ownRef;
  const isFirst = useLocation().key === FIRST_LOCATION;
  useEffect(() => {
    if (!isFirst) {
      ref.current?.focus({ preventScroll: true });
    }
    // The tabs and the address of a page change without another page.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, []);
  return (
    <main
      aria-label={title}
      ref={ref}
      style={{ outline: 'none' }}
      tabIndex={-1}
    >
      <PageTitleContext.Provider value={setContentTitle}>
        {props.children}
      </PageTitleContext.Provider>
    </main>
  );
}
