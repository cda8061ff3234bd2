import { Entity } from '@backstage/catalog-model';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import {
  catalogApiRef,
  EntityProvider,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { TapApi } from '../api';
import { fakeTapApi } from './fakeTapApi';
import { sampleSystem } from './samples';

/**
 * One card of an environment's page.
 *
 * @param card - the element
 * @param answers - of tap-backend, where they differ from those of an environment that is up
 * @param entity - the environment's System
 */
export function renderCard(
  card: JSX.Element,
  answers: Partial<TapApi> = {},
  entity: Entity = sampleSystem(),
) {
  const api = fakeTapApi(answers);
  renderInTestApp(<EntityProvider entity={entity}>{card}</EntityProvider>, {
    apis: [api, [catalogApiRef, catalogApiMock()]],
    mountedRoutes: {
      // A route ref of core-plugin-api, which carries the new system's with it.
      '/catalog/:namespace/:kind/:name': entityRouteRef as never,
    },
  });
  return api;
}
