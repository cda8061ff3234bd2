import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import { catalogApiRef, entityRouteRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { EnvironmentProvider } from '../hooks/useEnvironment';
import { environmentRouteRef, rootRouteRef } from '../routes';
import { fakeTapApi, TapApiAnswers } from './fakeTapApi';
import { authorizing } from './authorizing';

/**
 * One card or tab of the page of an environment.
 *
 * @param card - the element
 * @param answers - of tap-backend, where they differ from those of an environment that is up
 * @param options - `suffix` of the environment; `mayNot`: names of permissions that the user does not have
 */
export function renderCard(
  card: JSX.Element,
  answers: TapApiAnswers = {},
  {
    mayNot = [],
    suffix = 'orders-dev',
  }: { mayNot?: string[]; suffix?: string } = {},
) {
  const api = fakeTapApi(answers);
  renderInTestApp(
    <EnvironmentProvider suffix={suffix} target="sandbox">
      {card}
    </EnvironmentProvider>,
    {
      apis: [
        api,
        mockApis.permission({ authorize: authorizing(mayNot) }),
        [catalogApiRef, catalogApiMock()],
      ],
      mountedRoutes: {
        '/environments': rootRouteRef,
        '/environments/:target/:suffix': environmentRouteRef,
        // A route ref of core-plugin-api, which carries the new system's with it.
        '/catalog/:namespace/:kind/:name': entityRouteRef as never,
      },
    },
  );
  return api;
}
