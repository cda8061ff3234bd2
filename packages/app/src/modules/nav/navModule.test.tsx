import { mockApis, renderTestApp } from '@backstage/frontend-test-utils';
import catalogPlugin from '@backstage/plugin-catalog/alpha';
import catalogGraphPlugin from '@backstage/plugin-catalog-graph/alpha';
import notificationsPlugin from '@backstage/plugin-notifications/alpha';
import scaffolderPlugin from '@backstage/plugin-scaffolder/alpha';
import searchPlugin from '@backstage/plugin-search/alpha';
import signalsPlugin from '@backstage/plugin-signals/alpha';
import userSettingsPlugin from '@backstage/plugin-user-settings/alpha';
import tapPlugin from '@tap/plugin-tap';
import { screen, within } from '@testing-library/react';
import { navModule } from './navModule';

describe('navModule', () => {
  it('lists environments first, each page once, and not the empty catalog graph', async () => {
    renderTestApp({
      features: [
        catalogPlugin,
        catalogGraphPlugin,
        notificationsPlugin,
        scaffolderPlugin,
        searchPlugin,
        signalsPlugin,
        userSettingsPlugin,
        tapPlugin,
        navModule,
      ],
      apis: [
        mockApis.permission(),
        mockApis.fetch({
          baseImplementation: async () => new Response('{}', { status: 404 }),
        }),
      ],
      initialRouteEntries: ['/nowhere'],
    });
    const sidebar = within(
      await screen.findByRole(
        'navigation',
        { name: 'sidebar nav' },
        { timeout: 20_000 },
      ),
    );
    const links = sidebar
      .getAllByRole('link')
      .map(link => link.getAttribute('href'));
    expect(links).toEqual([
      '/environments',
      '/environments',
      '/catalog',
      '/create',
      '/notifications',
      '/settings',
    ]);
  }, 60_000);
});
