import { createContext, useContext, useEffect } from 'react';

/** Sets the title of the page, undefined for its default. */
export const PageTitleContext = createContext<
  (title: string | undefined) => void
>(() => {});

/** The title of the page while this is shown, in place of the one of its PageMain. */
export function PageTitle({ title }: { title: string }) {
  const setTitle = useContext(PageTitleContext);
  useEffect(() => {
    setTitle(title);
    return () => setTitle(undefined);
  }, [setTitle, title]);
  return null;
}
