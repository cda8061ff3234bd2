import { createBackendModule } from '@backstage/backend-plugin-api';
import {
  authProvidersExtensionPoint,
  createProxyAuthenticator,
  createProxyAuthProviderFactory,
} from '@backstage/plugin-auth-node';

/** Signs in as the user in the query parameter `user` with the group in `group`, both full entity refs. */
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
                  user: String(req.query.user),
                  group: String(req.query.group),
                },
              }),
            }),
            signInResolver: async ({ result: { user, group } }, context) =>
              context.issueToken({
                claims: { sub: user, ent: [user, group] },
              }),
          }),
        });
      },
    });
  },
});
