import {
  ApiBlueprint,
  createFrontendPlugin,
  discoveryApiRef,
  fetchApiRef,
  PageBlueprint,
} from '@backstage/frontend-plugin-api';
import { EntityCardBlueprint } from '@backstage/plugin-catalog-react/alpha';
import { scaffolderTemplateOutputsBlueprint } from '@backstage/plugin-scaffolder-react/alpha';
import { RiDatabase2Line } from '@remixicon/react';
import { REQUEST_TEMPLATE, TEARDOWN_TEMPLATE } from '@tap/plugin-tap-common';
import { tapApiRef, TapClient } from './api';
import { TaskProgressPanel } from './components/TaskProgressPanel';
import { teardownMenuItem } from './components/teardownMenuItem';
import { formFields } from './fields/formFields';
import {
  environmentFilter,
  holdsEnvironmentName,
} from './lib/environmentFacts';
import { rootRouteRef, taskRouteRef } from './routes';

const api = ApiBlueprint.make({
  params: defineParams =>
    defineParams({
      api: tapApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: deps => new TapClient(deps.discoveryApi, deps.fetchApi),
    }),
});

const environmentsPage = PageBlueprint.make({
  params: {
    path: '/environments',
    routeRef: rootRouteRef,
    title: 'Environments',
    loader: () =>
      import('./components/EnvironmentsPage').then(m => <m.EnvironmentsPage />),
  },
});

// Pages without a routeRef are not in the sidebar; routes.ts has sub-routes of the list for them.
const createPage = PageBlueprint.make({
  name: 'create',
  params: {
    path: '/environments/create',
    title: 'Environments',
    loader: () => import('./request/CreatePage').then(m => <m.CreatePage />),
  },
});

const changePage = PageBlueprint.make({
  name: 'change',
  params: {
    path: '/environments/:target/:suffix/change',
    title: 'Environments',
    loader: () => import('./request/ChangePage').then(m => <m.ChangePage />),
  },
});

const progressPage = PageBlueprint.make({
  name: 'progress',
  params: {
    path: '/environments/:target/:suffix/progress/:taskId',
    title: 'Environments',
    loader: () =>
      import('./components/ProgressPage').then(m => <m.ProgressPage />),
  },
});

const overviewCard = EntityCardBlueprint.make({
  name: 'overview',
  params: {
    filter: environmentFilter,
    type: 'content',
    loader: () =>
      import('./components/OverviewCard').then(m => <m.OverviewCard />),
  },
});

const connectCard = EntityCardBlueprint.make({
  name: 'connect',
  params: {
    filter: environmentFilter,
    type: 'content',
    loader: () =>
      import('./components/ConnectCard').then(m => <m.ConnectCard />),
  },
});

const statusCard = EntityCardBlueprint.make({
  name: 'status',
  params: {
    filter: environmentFilter,
    type: 'content',
    loader: () => import('./components/StatusCard').then(m => <m.StatusCard />),
  },
});

const outputsCard = EntityCardBlueprint.make({
  name: 'outputs',
  params: {
    filter: environmentFilter,
    type: 'content',
    loader: () =>
      import('./components/OutputsCard').then(m => <m.OutputsCard />),
  },
});

const driftCard = EntityCardBlueprint.make({
  name: 'drift',
  params: {
    filter: environmentFilter,
    type: 'content',
    loader: () => import('./components/DriftCard').then(m => <m.DriftCard />),
  },
});

const nameConflictCard = EntityCardBlueprint.make({
  name: 'name-conflict',
  params: {
    filter: holdsEnvironmentName,
    type: 'content',
    loader: () =>
      import('./components/NameConflictCard').then(m => <m.NameConflictCard />),
  },
});

const taskProgress = scaffolderTemplateOutputsBlueprint.make({
  name: 'progress',
  params: {
    component: TaskProgressPanel,
    templateRefs: [REQUEST_TEMPLATE, TEARDOWN_TEMPLATE],
  },
});

/**
 * PostgreSQL environments on AWS.
 *
 * @public
 */
export const tapPlugin = createFrontendPlugin({
  pluginId: 'tap',
  title: 'Environments',
  icon: <RiDatabase2Line aria-hidden="true" />,
  info: { packageJson: () => import('../package.json') },
  routes: { root: rootRouteRef },
  externalRoutes: { task: taskRouteRef },
  extensions: [
    api,
    environmentsPage,
    createPage,
    changePage,
    progressPage,
    overviewCard,
    connectCard,
    statusCard,
    outputsCard,
    driftCard,
    nameConflictCard,
    teardownMenuItem,
    taskProgress,
    ...formFields,
  ],
});
