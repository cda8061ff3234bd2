import { join } from 'node:path';

/**
 * Configuration of a portal with the users and groups of fixtures/org.yaml.
 *
 * @param user - name of the user who signs in as guest
 */
export function withOrganization(user: string): object {
  return {
    auth: { providers: { guest: { userEntityRef: `user:default/${user}` } } },
    catalog: {
      locations: [
        {
          type: 'file',
          target: join(__dirname, 'fixtures', 'org.yaml'),
          rules: [{ allow: ['User', 'Group'] }],
        },
      ],
    },
  };
}
