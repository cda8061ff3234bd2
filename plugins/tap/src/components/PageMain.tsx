import { useContent } from '@backstage/core-components';
import { configApiRef, useApi } from '@backstage/frontend-plugin-api';
import { ReactNode, useEffect } from 'react';

/**
 * The main landmark of a page, to which the link "Skip to content" of the sidebar moves the focus.
 *
 * @param props - `title`: for the title of the document, which headers of Backstage UI do not set
 */
export function PageMain(props: { title: string; children: ReactNode }) {
  const { children, title } = props;
  const { contentRef } = useContent();
  const app = useApi(configApiRef).getOptionalString('app.title');
  useEffect(() => {
    document.title = app ? `${title} | ${app}` : title;
  }, [app, title]);
  return (
    <main ref={contentRef} tabIndex={-1} style={{ outline: 'none' }}>
      {children}
    </main>
  );
}
