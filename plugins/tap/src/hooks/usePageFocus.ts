import { RefObject, useEffect } from 'react';
import { NavigationType, useNavigationType } from 'react-router-dom';

/** Whether no page has been open since the document was loaded. */
let isFirstPage = true;

/**
 * Moves the focus to a page that a navigation within the portal opens, so that keyboard and screen reader continue there. The page with
 * which the document is loaded does not receive the focus, so that the first press of the Tab key reaches the link "Skip to content".
 *
 * The key of the location does not distinguish the two: the browser keeps it when it reloads the document, and a redirect such as that
 * from `/` creates one (https://github.com/remix-run/react-router/blob/react-router@6.30.1/packages/router/history.ts).
 *
 * @param page - the ref of the element that contains the page; it needs `tabIndex={-1}`
 */
export function usePageFocus(page: RefObject<HTMLElement>): void {
  const navigation = useNavigationType();
  useEffect(() => {
    const isLoaded = isFirstPage && navigation !== NavigationType.Push;
    isFirstPage = false;
    if (!isLoaded) {
      page.current?.focus({ preventScroll: true });
    }
    // The tabs and the address of a page change without another page.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, []);
}
