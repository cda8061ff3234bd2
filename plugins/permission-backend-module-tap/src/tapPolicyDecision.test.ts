import {
  catalogEntityDeletePermission,
  catalogEntityReadPermission,
  catalogEntityRefreshPermission,
  catalogEntityValidatePermission,
  catalogLocationAnalyzePermission,
  catalogLocationCreatePermission,
  catalogLocationDeletePermission,
  catalogLocationReadPermission,
} from '@backstage/plugin-catalog-common/alpha';
import {
  AuthorizeResult,
  Permission,
} from '@backstage/plugin-permission-common';
import {
  createConditionAuthorizer,
  PolicyQueryUser,
} from '@backstage/plugin-permission-node';
import {
  actionExecutePermission,
  taskCancelPermission,
  taskCreatePermission,
  taskReadPermission,
} from '@backstage/plugin-scaffolder-common/alpha';
import {
  tapEnvironmentCreatePermission,
  tapEnvironmentDeletePermission,
  tapEnvironmentDeleteRetainedPermission,
  tapEnvironmentHistoryPermission,
  tapEnvironmentReadPermission,
  tapEnvironmentConnectMasterPermission,
  tapEnvironmentReleasePermission,
  tapEnvironmentUpdatePermission,
  tapPermissions,
  tapSetupReadPermission,
} from '@tap/plugin-tap-common';
import { EnvironmentCandidate, environmentRules } from '@tap/plugin-tap-node';
import { TapPermissionPolicy } from './TapPermissionPolicy';
import { tapPolicyDecision } from './tapPolicyDecision';

const OPTIONS = { admins: ['Group:default/Platform'] };
const ALLOW = { result: AuthorizeResult.ALLOW };
const DENY = { result: AuthorizeResult.DENY };

function user(name: string, groups: string[] = []): PolicyQueryUser {
  const userEntityRef = `user:default/${name}`;
  return {
    credentials: { $$type: '@backstage/BackstageCredentials' },
    info: { userEntityRef, ownershipEntityRefs: [userEntityRef, ...groups] },
  } as PolicyQueryUser;
}

const ADMIN = user('ada', ['group:default/platform']);

const decide = (permission: Permission, asks?: PolicyQueryUser) =>
  tapPolicyDecision({ permission }, asks, OPTIONS);

describe('tapPolicyDecision', () => {
  it.each([
    ['the owning user', user('jo'), 'user:default/jo', true],
    [
      'a member of the owning group',
      user('kim', ['group:default/payments']),
      'group:default/payments',
      true,
    ],
    [
      'a member of the owning group, whose token has another case',
      user('Kim', ['Group:default/Payments']),
      'group:default/payments',
      true,
    ],
    ['an administrator', ADMIN, 'group:default/payments', true],
    [
      'a member of another group',
      user('eve', ['group:default/orders']),
      'group:default/payments',
      false,
    ],
    ['a user without a group', user('guest'), 'user:default/jo', false],
    ['a caller who is not signed in', undefined, 'user:default/jo', false],
  ])(
    'decides by ownership whether %s may create, change and tear down, and read the history',
    (_, asks, owner, may) => {
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
        tapEnvironmentCreatePermission,
        tapEnvironmentUpdatePermission,
        tapEnvironmentDeletePermission,
        tapEnvironmentDeleteRetainedPermission,
        tapEnvironmentHistoryPermission,
      ]) {
        expect(isAllowed(decide(permission, asks)!, environment)).toBe(may);
      }
      expect(
        isAllowed(decide(tapEnvironmentReadPermission, asks)!, environment),
      ).toBe(true);
    },
  );

  it('lets users create for any owner if configured', () => {
    const options = { ...OPTIONS, createForOthers: true };
    const query = { permission: tapEnvironmentCreatePermission };
    expect(tapPolicyDecision(query, user('jo'), options)).toEqual(ALLOW);
    expect(
      tapPolicyDecision(
        { permission: tapEnvironmentUpdatePermission },
        user('jo'),
        options,
      ),
    ).toMatchObject({ result: AuthorizeResult.CONDITIONAL });
  });

  it.each([
    tapEnvironmentConnectMasterPermission,
    tapEnvironmentReleasePermission,
  ])('leaves $name to administrators, also of own environments', permission => {
    expect(decide(permission, user('jo'))).toEqual(DENY);
    expect(decide(permission)).toEqual(DENY);
    expect(decide(permission, ADMIN)).toEqual(ALLOW);
  });

  it.each([taskReadPermission, taskCancelPermission])(
    'limits users to their own tasks, for $name',
    permission => {
      expect(
        decide(permission, user('jo', ['group:default/payments'])),
      ).toMatchObject({
        result: AuthorizeResult.CONDITIONAL,
        conditions: {
          rule: 'IS_TASK_OWNER',
          params: { createdBy: ['user:default/jo'] },
        },
      });
      expect(decide(permission)).toMatchObject({
        conditions: { params: { createdBy: [] } },
      });
      expect(decide(permission, ADMIN)).toEqual(ALLOW);
    },
  );

  it.each([
    catalogLocationCreatePermission,
    catalogLocationDeletePermission,
    catalogLocationAnalyzePermission,
    catalogEntityDeletePermission,
    tapSetupReadPermission,
  ])('leaves $name to administrators', permission => {
    expect(decide(permission, user('jo'))).toEqual(DENY);
    expect(decide(permission)).toEqual(DENY);
    expect(decide(permission, ADMIN)).toEqual(ALLOW);
  });

  it.each<Permission>([
    catalogEntityReadPermission,
    catalogEntityRefreshPermission,
    catalogEntityValidatePermission,
    catalogLocationReadPermission,
    taskCreatePermission,
    actionExecutePermission,
  ])('leaves $name to the policy that calls it', async permission => {
    expect(decide(permission, user('jo'))).toBeUndefined();
    expect(decide(permission, ADMIN)).toBeUndefined();
    await expect(
      TapPermissionPolicy.create(OPTIONS).handle({ permission }, user('jo')),
    ).resolves.toEqual(ALLOW);
  });

  it('decides on every permission of TAP', async () => {
    for (const permission of tapPermissions) {
      expect(decide(permission, user('jo'))).toBeDefined();
    }
    await expect(
      TapPermissionPolicy.create(OPTIONS).handle({
        permission: tapEnvironmentReleasePermission,
      }),
    ).resolves.toEqual(DENY);
  });
});
