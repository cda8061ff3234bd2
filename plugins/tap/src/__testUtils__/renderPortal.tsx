import { Entity } from '@backstage/catalog-model';
import { mockApis, renderTestApp } from '@backstage/frontend-test-utils';
import catalogPlugin from '@backstage/plugin-catalog/alpha';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import scaffolderPlugin from '@backstage/plugin-scaffolder/alpha';
import {
  ScaffolderApi,
  scaffolderApiRef,
} from '@backstage/plugin-scaffolder-react';
import tapPlugin from '..';
import { authorizing } from './authorizing';
import { fakeTapApi, TapApiAnswers } from './fakeTapApi';
import { sampleSystem } from './samples';

/**
 * The catalog's, the scaffolder's and our own pages together, over fake back ends.
 *
 * @param path - page to open
 * @param backends - answers of tap-backend and of the scaffolder, and the catalog's entities
 */
export function renderPortal(
  path: string,
  backends: {
    tap?: TapApiAnswers;
    scaffolder?: Partial<ScaffolderApi>;
    entities?: Entity[];
    /** Names of permissions that the user does not have. */
    mayNot?: string[];
  } = {},
) {
  const tapApi = fakeTapApi(backends.tap);
  const catalogApi = catalogApiMock({
    entities: backends.entities ?? [sampleSystem()],
  });
  const scaffolderApi = {
    // A task without events, for tests that check only the navigation.
    getTask: () => new Promise(() => {}),
    streamLogs: () => ({ subscribe: () => ({ unsubscribe() {} }) }),
    ...backends.scaffolder,
  };
  renderTestApp({
    features: [catalogPlugin, scaffolderPlugin, tapPlugin],
    initialRouteEntries: [path],
    apis: [
      tapApi,
      mockApis.permission({ authorize: authorizing(backends.mayNot ?? []) }),
      [catalogApiRef, catalogApi],
      [scaffolderApiRef, scaffolderApi as unknown as ScaffolderApi],
    ],
  });
  return { tapApi, catalogApi };
}
