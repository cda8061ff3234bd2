import '@backstage/cli/asset-types';
import { createDevApp } from '@backstage/frontend-dev-utils';
import {
  ApiBlueprint,
  createFrontendModule,
} from '@backstage/frontend-plugin-api';
import catalogPlugin from '@backstage/plugin-catalog/alpha';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import tapPlugin from '../src';
import { tapApiRef } from '../src/api';
import { sampleSystem } from '../src/__testUtils__/samples';
import { DevTapApi } from './DevTapApi';

// The plugin without a back end, with one constant environment.
createDevApp({
  features: [
    catalogPlugin,
    tapPlugin,
    createFrontendModule({
      pluginId: 'tap',
      extensions: [
        ApiBlueprint.make({
          params: defineParams =>
            defineParams({
              api: tapApiRef,
              deps: {},
              factory: () => new DevTapApi(),
            }),
        }),
      ],
    }),
    createFrontendModule({
      pluginId: 'catalog',
      extensions: [
        ApiBlueprint.make({
          params: defineParams =>
            defineParams({
              api: catalogApiRef,
              deps: {},
              factory: () => catalogApiMock({ entities: [sampleSystem()] }),
            }),
        }),
      ],
    }),
  ],
});
