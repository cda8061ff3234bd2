import { join } from 'node:path';

const ROOT = join(__dirname, '..');

/**
 * Configuration of a portal that knows fixtures/org.yaml's people instead of its own.
 *
 * @param user - name of the one who signs in as guest
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
