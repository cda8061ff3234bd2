import { SignInPage } from '@backstage/core-components';
import { createFrontendModule } from '@backstage/frontend-plugin-api';
import { SignInPageBlueprint } from '@backstage/plugin-app-react';
import { z } from 'zod/v4';
import { signInProviders } from './signInProviders';

/**
 * The sign-in page. Guests only, unless app-config says otherwise:
 *
 * ```yaml
 * app:
 *   extensions:
 *     - sign-in-page:app:
 *         config:
 *           providers: [github]
 * ```
 */
export const signInModule = createFrontendModule({
  pluginId: 'app',
  extensions: [
    SignInPageBlueprint.makeWithOverrides({
      configSchema: {
        providers: z.array(z.string()).min(1).default(['guest']),
      },
      factory(originalFactory, { config }) {
        const providers = signInProviders(config.providers);
        return originalFactory({
          loader: async () => props =>
            <SignInPage {...props} providers={providers} title="TAP" />,
        });
      },
    }),
  ],
});
