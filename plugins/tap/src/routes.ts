import {
  createExternalRouteRef,
  createRouteRef,
  createSubRouteRef,
} from '@backstage/frontend-plugin-api';

/** The page with the list of environments. */
export const rootRouteRef = createRouteRef();

/** The form for a new environment. */
export const newEnvironmentRouteRef = createSubRouteRef({
  parent: rootRouteRef,
  path: '/create',
});

/** What is wrong with the setup of the portal. */
export const setupRouteRef = createSubRouteRef({
  parent: rootRouteRef,
  path: '/setup',
});

/** The form for a change of an environment. */
export const changeRouteRef = createSubRouteRef({
  parent: rootRouteRef,
  path: '/:target/:suffix/change',
});

/** The progress of an operation on an environment. */
export const progressRouteRef = createSubRouteRef({
  parent: rootRouteRef,
  path: '/:target/:suffix/progress/:taskId',
});

/** The page of one environment, and afterwards its receipt. */
export const environmentRouteRef = createRouteRef({
  params: ['target', 'suffix'],
});

/** The scaffolder's page of one task. */
export const taskRouteRef = createExternalRouteRef({
  params: ['taskId'],
  defaultTarget: 'scaffolder.ongoingTask',
});
