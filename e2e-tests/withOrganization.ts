import { join } from 'node:path';

const ROOT = join(__dirname, '..');

/**
 * Configuration of a portal with the users and groups of fixtures/org.yaml.
 *
 * @param user - name of the user who signs in as guest
 */
export function withOrganization(user: string): object {
  const file = (target: string, ...allow: string[]) => ({
    type: 'file',
    target: join(ROOT, target),
    rules: [{ allow }],
  });
  return {
    auth: { providers: { guest: { userEntityRef: `user:default/${user}` } } },
    catalog: {
      locations: [
        file('e2e-tests/fixtures/org.yaml', 'User', 'Group'),
        file('templates/tap-postgres/template.yaml', 'Template'),
        file('templates/tap-postgres-teardown/template.yaml', 'Template'),
      ],
    },
  };
}
