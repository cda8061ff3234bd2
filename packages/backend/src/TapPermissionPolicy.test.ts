import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { taskCancelPermission } from '@backstage/plugin-scaffolder-common/alpha';
import {
  tapEnvironmentCreatePermission,
  tapEnvironmentDeletePermission,
  tapEnvironmentDeleteRetainedPermission,
  tapEnvironmentReadPermission,
  tapEnvironmentReleasePermission,
  tapEnvironmentUpdatePermission,
} from '@tap/plugin-tap-common';
import { TapPermissionPolicy } from './TapPermissionPolicy';

const policy = new TapPermissionPolicy(['group:default/platform']);

function user(name: string, groups: string[] = []) {
  const userEntityRef = `user:default/${name}`;
  return {
    credentials: { $$type: '@backstage/BackstageCredentials' },
    info: { userEntityRef, ownershipEntityRefs: [userEntityRef, ...groups] },
  } as any;
}

describe('TapPermissionPolicy', () => {
  it('lets everybody ask for environments and see them', async () => {
    for (const permission of [
      tapEnvironmentCreatePermission,
      tapEnvironmentReadPermission,
    ]) {
      await expect(policy.handle({ permission }, user('jo'))).resolves.toEqual({
        result: AuthorizeResult.ALLOW,
      });
    }
  });

  it.each([
    tapEnvironmentUpdatePermission,
    tapEnvironmentDeletePermission,
    tapEnvironmentDeleteRetainedPermission,
  ])('lets only owners use $name', async permission => {
    await expect(
      policy.handle({ permission }, user('jo', ['group:default/payments'])),
    ).resolves.toMatchObject({
      result: AuthorizeResult.CONDITIONAL,
      conditions: {
        rule: 'IS_OWNER',
        params: { owners: ['user:default/jo', 'group:default/payments'] },
      },
    });
  });

  it('lets nobody through by ownership who is not signed in', async () => {
    await expect(
      policy.handle({ permission: tapEnvironmentDeletePermission }),
    ).resolves.toMatchObject({ conditions: { params: { owners: [] } } });
  });

  it('lets only administrators release what is retained', async () => {
    const permission = tapEnvironmentReleasePermission;
    await expect(policy.handle({ permission }, user('jo'))).resolves.toEqual({
      result: AuthorizeResult.DENY,
    });
    await expect(
      policy.handle({ permission }, user('ada', ['group:default/platform'])),
    ).resolves.toEqual({ result: AuthorizeResult.ALLOW });
  });

  it('lets only who started a task cancel it', async () => {
    await expect(
      policy.handle({ permission: taskCancelPermission }, user('jo')),
    ).resolves.toMatchObject({
      conditions: {
        rule: 'IS_TASK_OWNER',
        params: { createdBy: ['user:default/jo'] },
      },
    });
  });
});
