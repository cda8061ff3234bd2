import { Entity } from '@backstage/catalog-model';
import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import {
  catalogApiRef,
  EntityProvider,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { rootRouteRef } from '../routes';
import { fakeTapApi, TapApiAnswers } from './fakeTapApi';
import { authorizing } from './authorizing';
import { sampleSystem } from './samples';

/**
 * One card of an environment's page.
 *
 * @param card - the element
 * @param answers - of tap-backend, where they differ from those of an environment that is up
 * @param entity - the environment's System
 * @param mayNot - names of permissions that the user does not have
 */
export function renderCard(
  card: JSX.Element,
  answers: TapApiAnswers = {},
  entity: Entity = sampleSystem(),
  mayNot: string[] = [],
) {
  const api = fakeTapApi(answers);
  renderInTestApp(<EntityProvider entity={entity}>{card}</EntityProvider>, {
    apis: [
      api,
      mockApis.permission({ authorize: authorizing(mayNot) }),
      [catalogApiRef, catalogApiMock()],
    ],
    mountedRoutes: {
      '/environments': rootRouteRef,
      // A route ref of core-plugin-api, which carries the new system's with it.
      '/catalog/:namespace/:kind/:name': entityRouteRef as never,
    },
  });
  return api;
}
