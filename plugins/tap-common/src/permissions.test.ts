import { tapEnvironmentPermissions, tapPermissions } from './permissions';

describe('permissions', () => {
  // Policies of portals name them.
  it('have stable names, actions and the resource type of environments', () => {
    expect(
      tapPermissions.map(({ name, attributes }) => [name, attributes.action]),
    ).toEqual([
      ['tap.environment.create', 'create'],
      ['tap.environment.read', 'read'],
      ['tap.environment.history', 'read'],
      ['tap.environment.update', 'update'],
      ['tap.environment.delete', 'delete'],
      ['tap.environment.delete.retained', 'delete'],
      ['tap.environment.release', 'update'],
      ['tap.environment.connect.master', 'read'],
      ['tap.setup.read', 'read'],
    ]);
    expect(
      tapEnvironmentPermissions.filter(
        ({ resourceType }) => resourceType !== 'tap-environment',
      ),
    ).toEqual([]);
  });
});
