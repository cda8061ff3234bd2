import { useContent } from '@backstage/core-components';
import { ReactNode, useRef, useState } from 'react';
import { useDocumentTitle } from '../hooks/useDocumentTitle';
import { usePageFocus } from '../hooks/usePageFocus';
import { PageTitleContext } from './PageTitle';

/**
 * The main landmark of a page, to which the link "Skip to content" and navigation within the portal move the focus.
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
  usePageFocus(ref);
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
