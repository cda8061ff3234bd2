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
 * Ways to sign in, by the names that app-config uses.
 *
 * @param names - such as `guest` or `github`
 * @throws InputError for a name that is not known, with those that are
 */
export function signInProviders(names: string[]): Provider[] {
  return names.map(name => {
    const known = PROVIDERS[name];
    if (!known) {
      throw new InputError(
        `app.signIn.providers: '${name}' is not known; one of ${Object.keys(
          PROVIDERS,
        ).join(', ')} would pass`,
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
