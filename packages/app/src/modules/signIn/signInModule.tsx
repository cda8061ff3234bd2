import { SignInPage } from '@backstage/core-components';
import {
  configApiRef,
  createFrontendModule,
} from '@backstage/frontend-plugin-api';
import { SignInPageBlueprint } from '@backstage/plugin-app-react';
import { PortalIntroduction } from './PortalIntroduction';
import { signInProviders } from './signInProviders';

/** Provides the sign-in page with the providers in `app.signIn.providers`, or with guest sign-in by default. */
export const signInModule = createFrontendModule({
  pluginId: 'app',
  extensions: [
    SignInPageBlueprint.makeWithOverrides({
      factory(originalFactory, { apis }) {
        const names = apis
          .get(configApiRef)
          ?.getOptionalStringArray('app.signIn.providers');
        const providers = signInProviders(names ?? ['guest']);
        return originalFactory({
          loader: async () => props =>
            (
              <SignInPage
                {...props}
                providers={providers}
                titleComponent={<PortalIntroduction />}
              />
            ),
        });
      },
    }),
  ],
});
