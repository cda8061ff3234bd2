import { appThemeApiRef, useApi } from '@backstage/frontend-plugin-api';
import { themes, UnifiedThemeProvider } from '@backstage/theme';
import { PropsWithChildren } from 'react';

/**
 * Provides the active theme. The light and the dark theme share this provider: `AppThemeProvider` of Backstage renders the
 * provider of the active theme, and React would mount the whole app again, and close dialogs, if they had different ones.
 */
export function PortalThemeProvider({ children }: PropsWithChildren<{}>) {
  const id = useApi(appThemeApiRef).getActiveThemeId();
  const isDark = id === 'dark' || (id !== 'light' && prefersDark());
  return (
    <UnifiedThemeProvider theme={isDark ? themes.dark : themes.light}>
      {children}
    </UnifiedThemeProvider>
  );
}

/** `AppThemeProvider` renders its children again when this changes. */
function prefersDark(): boolean {
  return window.matchMedia?.('(prefers-color-scheme: dark)').matches ?? false;
}
