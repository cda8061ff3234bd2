import { createBackendModule } from '@backstage/backend-plugin-api';
import {
  authProvidersExtensionPoint,
  createProxyAuthenticator,
  createProxyAuthProviderFactory,
} from '@backstage/plugin-auth-node';

/** Signs in as the user that the header `x-user` names, with the groups of `x-groups`: both full entity refs. */
export const signInModule = createBackendModule({
  pluginId: 'auth',
  moduleId: 'test-provider',
  register({ registerInit }) {
    registerInit({
      deps: { providers: authProvidersExtensionPoint },
      async init({ providers }) {
        providers.registerProvider({
          providerId: 'test',
          factory: createProxyAuthProviderFactory({
            authenticator: createProxyAuthenticator({
              defaultProfileTransform: async () => ({ profile: {} }),
              initialize: () => undefined,
              authenticate: async ({ req }) => ({
                result: {
                  user: req.header('x-user')!,
                  groups: req.header('x-groups')?.split(',') ?? [],
                },
              }),
            }),
            signInResolver: async ({ result: { user, groups } }, context) =>
              context.issueToken({
                claims: { sub: user, ent: [user, ...groups] },
              }),
          }),
        });
      },
    });
  },
});
