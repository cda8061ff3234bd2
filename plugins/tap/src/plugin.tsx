import {
  ApiBlueprint,
  createFrontendPlugin,
  discoveryApiRef,
  fetchApiRef,
  PageBlueprint,
} from '@backstage/frontend-plugin-api';
import {
  EntityCardBlueprint,
  EntityContentLayoutBlueprint,
} from '@backstage/plugin-catalog-react/alpha';
import { scaffolderTemplateOutputsBlueprint } from '@backstage/plugin-scaffolder-react/alpha';
import { RiDatabase2Line } from '@remixicon/react';
import { REQUEST_TEMPLATE, TEARDOWN_TEMPLATE } from '@tap/plugin-tap-common';
import { tapApiRef, TapClient } from './api';
import { LazyTaskProgressPanel } from './components/LazyTaskProgressPanel';
import { formFields } from './fields/formFields';
import {
  environmentFilter,
  holdsEnvironmentName,
  resourceFilter,
} from './lib/entityFilters';
import { environmentRouteRef, rootRouteRef, taskRouteRef } from './routes';

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

const environmentPage = PageBlueprint.make({
  name: 'environment',
  params: {
    path: '/environments/:target/:suffix',
    routeRef: environmentRouteRef,
    loader: () =>
      import('./components/environment/EnvironmentPage').then(m => (
        <m.EnvironmentPage />
      )),
  },
});

const setupPage = PageBlueprint.make({
  name: 'setup',
  params: {
    path: '/environments/setup',
    title: 'Environments',
    loader: () =>
      import('./components/setup/SetupPage').then(m => <m.SetupPage />),
  },
});

const environmentRedirect = EntityContentLayoutBlueprint.make({
  name: 'environment',
  params: {
    filter: environmentFilter,
    loader: () =>
      import('./components/EnvironmentRedirect').then(m => () => (
        <m.EnvironmentRedirect />
      )),
  },
});

const resourceCard = EntityCardBlueprint.make({
  name: 'resource',
  params: {
    filter: resourceFilter,
    type: 'content',
    loader: () =>
      import('./components/ResourceEntityCard').then(m => (
        <m.ResourceEntityCard />
      )),
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
    component: LazyTaskProgressPanel,
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
  routes: { root: rootRouteRef, environment: environmentRouteRef },
  externalRoutes: { task: taskRouteRef },
  extensions: [
    api,
    environmentsPage,
    createPage,
    changePage,
    progressPage,
    environmentPage,
    setupPage,
    environmentRedirect,
    resourceCard,
    nameConflictCard,
    taskProgress,
    ...formFields,
  ],
});
