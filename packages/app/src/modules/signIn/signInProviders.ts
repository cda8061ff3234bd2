import { IdentityProviders } from '@backstage/core-components';
import { InputError } from '@backstage/errors';
import {
  atlassianAuthApiRef,
  bitbucketAuthApiRef,
  githubAuthApiRef,
  gitlabAuthApiRef,
  googleAuthApiRef,
  microsoftAuthApiRef,
  oktaAuthApiRef,
  oneloginAuthApiRef,
} from '@backstage/frontend-plugin-api';

type Provider = IdentityProviders[number];

const PROVIDERS: Record<string, Provider> = {
  guest: 'guest',
  atlassian: provider('atlassian', 'Atlassian', atlassianAuthApiRef),
  bitbucket: provider('bitbucket', 'Bitbucket', bitbucketAuthApiRef),
  github: provider('github', 'GitHub', githubAuthApiRef),
  gitlab: provider('gitlab', 'GitLab', gitlabAuthApiRef),
  google: provider('google', 'Google', googleAuthApiRef),
  microsoft: provider('microsoft', 'Microsoft', microsoftAuthApiRef),
  okta: provider('okta', 'Okta', oktaAuthApiRef),
  onelogin: provider('onelogin', 'OneLogin', oneloginAuthApiRef),
};

/**
 * Returns the sign-in providers with the names in app-config.
 *
 * @param names - for example `guest` or `github`
 * @throws InputError for an unknown name, with the known names
 */
export function signInProviders(names: string[]): Provider[] {
  return names.map(name => {
    const known = PROVIDERS[name];
    if (!known) {
      throw new InputError(
        `app.signIn.providers: '${name}' is not a known provider. Use one of ${Object.keys(
          PROVIDERS,
        ).join(', ')}.`,
      );
    }
    return known;
  });
}

function provider(
  id: string,
  title: string,
  apiRef: Exclude<Provider, string>['apiRef'],
): Provider {
  return { id, title, apiRef, message: `Sign in with ${title}` };
}
