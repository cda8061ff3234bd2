import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { createConditionAuthorizer } from '@backstage/plugin-permission-node';
import { taskCancelPermission } from '@backstage/plugin-scaffolder-common/alpha';
import {
  tapEnvironmentCreatePermission,
  tapEnvironmentDeletePermission,
  tapEnvironmentDeleteRetainedPermission,
  tapEnvironmentReadPermission,
  tapEnvironmentReleasePermission,
  tapEnvironmentUpdatePermission,
} from '@tap/plugin-tap-common';
import { EnvironmentCandidate, environmentRules } from '@tap/plugin-tap-node';
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

  // What the environment's page asks before it shows Change, Hand over, Set expiry and Tear down.
  it.each([
    ['the owning user', user('jo'), 'user:default/jo', true],
    [
      'a member of the owning group',
      user('kim', ['group:default/payments']),
      'group:default/payments',
      true,
    ],
    [
      'a member of another group',
      user('eve', ['group:default/orders']),
      'group:default/payments',
      false,
    ],
    [
      'a guest who only may see',
      user('guest', ['group:default/guests']),
      'user:default/jo',
      false,
    ],
    ['nobody', undefined, 'user:default/jo', false],
  ])(
    'decides by ownership whether %s may change and tear down',
    async (_, asks, owner, may) => {
      const environment: EnvironmentCandidate = {
        suffix: 'orders',
        target: 'sandbox',
        retention: 'destroy',
        owner,
      };
      const isAllowed = createConditionAuthorizer<EnvironmentCandidate>({
        getRuleByName: name =>
          Object.values(environmentRules).find(r => r.name === name) as any,
      });
      for (const permission of [
        tapEnvironmentUpdatePermission,
        tapEnvironmentDeletePermission,
        tapEnvironmentDeleteRetainedPermission,
      ]) {
        const decision = await policy.handle({ permission }, asks);
        expect(isAllowed(decision, environment)).toBe(may);
      }
      const decision = await policy.handle(
        { permission: tapEnvironmentReadPermission },
        asks,
      );
      expect(isAllowed(decision, environment)).toBe(true);
    },
  );

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
