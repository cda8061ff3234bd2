import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  AuthorizeResult,
  PolicyDecision,
  QueryPermissionRequest,
} from '@backstage/plugin-permission-common';
import {
  RESOURCE_TYPE_TAP_ENVIRONMENT,
  tapEnvironmentCreatePermission,
  tapEnvironmentReadPermission,
  tapEnvironmentReleasePermission,
} from '@tap/plugin-tap-common';
import { DefaultEnvironmentService } from '../DefaultEnvironmentService';
import { ENVIRONMENT_EVENTS_TOPIC } from '../environmentEvents';
import {
  createEnvironmentConditionalDecision,
  environmentConditions,
} from '../permissions';
import { TapEngine } from '../TapEngine';

/** Users of the tests, with the groups that they are in. */
const GROUPS: Record<string, string[]> = {
  'user:default/olga': [],
  'user:default/mia': ['group:default/payments'],
  'user:default/otto': ['group:default/others'],
  'user:default/ada': ['group:default/platform', 'group:default/payments'],
  'user:default/guest': [],
};

/** Credentials of who asks. */
export const WHO: Record<string, BackstageCredentials> = {
  olga: mockCredentials.user('user:default/olga'),
  mia: mockCredentials.user('user:default/mia'),
  otto: mockCredentials.user('user:default/otto'),
  ada: mockCredentials.user('user:default/ada'),
  guest: mockCredentials.user('user:default/guest'),
  service: mockCredentials.service('external:ci'),
  nobody: mockCredentials.none(),
};

/** An environment service with the portal's default policy, and all that it tells others. */
export function testPortal(engine: TapEngine) {
  const auditor = mockServices.auditor.mock();
  const audited: string[] = [];
  auditor.createEvent.mockImplementation(async ({ eventId, meta }) => {
    const what = `${eventId} by ${meta?.initiator}`;
    audited.push(`${what} started`);
    return {
      success: async () => {
        audited.push(`${what} succeeded`);
      },
      fail: async () => {
        audited.push(`${what} failed`);
      },
    };
  });
  const events = mockServices.events.mock();
  const published: any[] = [];
  events.publish.mockImplementation(async ({ topic, eventPayload }) => {
    if (topic === ENVIRONMENT_EVENTS_TOPIC) {
      published.push(eventPayload);
    }
  });
  const permissions = mockServices.permissions.mock();
  permissions.authorizeConditional.mockImplementation(
    async (questions: QueryPermissionRequest[], options: any) =>
      questions.map(({ permission }) =>
        decide(permission, options.credentials),
      ),
  );
  const userInfo = mockServices.userInfo.mock();
  userInfo.getUserInfo.mockImplementation(async credentials => {
    const { userEntityRef } = (credentials as any).principal;
    return {
      userEntityRef,
      ownershipEntityRefs: ownership(userEntityRef),
    };
  });
  const service = DefaultEnvironmentService.create({
    auditor,
    auth: mockServices.auth(),
    engine,
    events,
    logger: mockServices.logger.mock(),
    permissions,
    userInfo,
  });
  return { service, audited, auditor, published, events, permissions };
}

function ownership(userEntityRef: string): string[] {
  return [userEntityRef, ...(GROUPS[userEntityRef] ?? [])];
}

/** As TapPermissionPolicy of the portal decides. */
function decide(
  permission: QueryPermissionRequest['permission'],
  credentials: BackstageCredentials,
): PolicyDecision {
  const principal = credentials.principal as any;
  if (principal.type === 'service') {
    return { result: AuthorizeResult.ALLOW };
  }
  const owners =
    principal.type === 'user' ? ownership(principal.userEntityRef) : [];
  switch (permission.name) {
    case tapEnvironmentCreatePermission.name:
    case tapEnvironmentReadPermission.name:
      return { result: AuthorizeResult.ALLOW };
    case tapEnvironmentReleasePermission.name:
      return {
        result: owners.includes('group:default/platform')
          ? AuthorizeResult.ALLOW
          : AuthorizeResult.DENY,
      };
    default:
      if (permission.resourceType !== RESOURCE_TYPE_TAP_ENVIRONMENT) {
        throw new Error(`Nobody asks for ${permission.name}`);
      }
      return createEnvironmentConditionalDecision(
        permission as any,
        environmentConditions.isOwner({ owners }),
      );
  }
}
