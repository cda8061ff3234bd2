import { renderInTestApp } from '@backstage/frontend-test-utils';
import { catalogApiRef, entityRouteRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import {
  ScaffolderApi,
  scaffolderApiRef,
} from '@backstage/plugin-scaffolder-react';
import { screen } from '@testing-library/react';
import { fakeTapApi } from '../__testUtils__/fakeTapApi';
import { rootRouteRef } from '../routes';
import { TaskProgressPanel } from './TaskProgressPanel';

jest.setTimeout(60_000);

it('links to the progress, and repeats nothing of it', async () => {
  const scaffolderApi = {
    getTask: async () => ({
      id: 'task-1',
      status: 'processing',
      createdAt: '2026-11-20T12:00:00Z',
      spec: { parameters: { suffix: 'orders-dev' } },
    }),
  } as unknown as ScaffolderApi;
  renderInTestApp(
    <TaskProgressPanel
      output={{
        links: [
          { title: 'Elsewhere', entityRef: 'system:default/tap-orders-dev' },
          { title: 'Runbook', url: 'https://example.com' },
        ],
      }}
    />,
    {
      apis: [
        fakeTapApi(),
        [catalogApiRef, catalogApiMock()],
        [scaffolderApiRef, scaffolderApi],
      ],
      mountPath: '/tasks/:taskId',
      initialRouteEntries: ['/tasks/task-1'],
      mountedRoutes: {
        '/environments': rootRouteRef,
        '/catalog/:namespace/:kind/:name': entityRouteRef as never,
      },
    },
  );
  expect(
    await screen.findByRole(
      'link',
      { name: 'Show the progress of orders-dev' },
      { timeout: 20_000 },
    ),
  ).toHaveAttribute('href', '/environments/sandbox/orders-dev/progress/task-1');
  expect(screen.queryByRole('progressbar')).not.toBeInTheDocument();
  expect(screen.getByText('Runbook')).toBeInTheDocument();
  expect(screen.queryByText('Elsewhere')).not.toBeInTheDocument();
});
