import { configApiRef, useApi } from '@backstage/frontend-plugin-api';
import { useEffect } from 'react';

/** Backstage puts the number of unread notifications before the title. */
const UNREAD = /^\(\d+\) /;

/**
 * Sets the title of the document, with the name of the app, which headers of Backstage UI do not set. The name of the app is the
 * title again when the page is closed, because the next one may set none.
 *
 * The title is set again if it is changed: the counter of unread notifications restores the title of the previous page
 * (https://github.com/backstage/backstage/blob/master/plugins/notifications/src/hooks/useTitleCounter.ts).
 *
 * @param title - of the page
 */
export function useDocumentTitle(title: string): void {
  const app = useApi(configApiRef).getOptionalString('app.title');
  useEffect(() => {
    const full = app ? `${title} | ${app}` : title;
    const apply = () => {
      if (document.title.replace(UNREAD, '') !== full) {
        document.title = full;
      }
    };
    apply();
    const observer = new MutationObserver(apply);
    const element = document.querySelector('title');
    if (element) {
      observer.observe(element, { characterData: true, childList: true });
    }
    return () => {
      observer.disconnect();
      document.title = app ?? '';
    };
  }, [app, title]);
}
