import {
  createFrontendModule,
  createTranslationMessages,
} from '@backstage/frontend-plugin-api';
import { TranslationBlueprint } from '@backstage/plugin-app-react';
import { searchReactTranslationRef } from '@backstage/plugin-search-react/alpha';

/** Texts of stock pages that are wrong or unclear in this portal. */
export const textsModule = createFrontendModule({
  pluginId: 'app',
  extensions: [
    TranslationBlueprint.make({
      name: 'search',
      params: {
        resource: createTranslationMessages({
          ref: searchReactTranslationRef,
          messages: {
            // The search page shows it before the user types, too.
            noResultsDescription:
              'Enter the name of an environment, team or user. There are no results for the current search.',
          },
        }),
      },
    }),
  ],
});
