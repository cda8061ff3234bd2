import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  AuthorizeResult,
  PolicyDecision,
  QueryPermissionRequest,
} from '@backstage/plugin-permission-common';
import {
  lowerCaseRef,
  RESOURCE_TYPE_TAP_ENVIRONMENT,
  tapEnvironmentReadPermission,
  tapEnvironmentReleasePermission,
} from '@tap/plugin-tap-common';
import { UserLimits } from '../config';
import { DefaultEnvironmentService } from '../DefaultEnvironmentService';
import { ENVIRONMENT_EVENTS_TOPIC } from '../environmentEvents';
import {
  OPERATION_EVENTS_TOPIC,
  OperationEventPayload,
} from '../operationEvents';
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
  'user:default/root': ['group:default/platform'],
  'user:default/guest': [],
  // As a sign-in resolver may issue them; the second group is not in the catalog.
  'user:default/Kim': ['Group:default/Payments', 'Group:default/Legacy'],
  // As create-app signs in: in no catalog, and with a group that is in none either.
  'user:development/guest': ['group:development/guests'],
  // Names that the catalog does not accept.
  'user:default/jo@example.com': ['group:default/payments'],
  [`user:default/${'x'.repeat(64)}`]: [],
};

/** Credentials of who asks. */
export const WHO: Record<string, BackstageCredentials> = {
  olga: mockCredentials.user('user:default/olga'),
  mia: mockCredentials.user('user:default/mia'),
  otto: mockCredentials.user('user:default/otto'),
  ada: mockCredentials.user('user:default/ada'),
  root: mockCredentials.user('user:default/root'),
  guest: mockCredentials.user('user:default/guest'),
  kim: mockCredentials.user('user:default/Kim'),
  fresh: mockCredentials.user('user:development/guest'),
  mail: mockCredentials.user('user:default/jo@example.com'),
  long: mockCredentials.user(`user:default/${'x'.repeat(64)}`),
  service: mockCredentials.service('external:ci'),
  unauthenticated: mockCredentials.none(),
};

/** What the catalog has. */
const CATALOG = ['payments', 'others', 'platform'].map(name => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Group',
  metadata: { name, namespace: 'default' },
  spec: { type: 'team', children: [] },
}));

/** An environment service with the portal's default policy, and everything that it reports. */
export function testPortal(engine: TapEngine, limits?: Partial<UserLimits>) {
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
  const recorded: OperationEventPayload[] = [];
  events.publish.mockImplementation(async ({ topic, eventPayload }) => {
    if (topic === ENVIRONMENT_EVENTS_TOPIC) {
      published.push(eventPayload);
    } else if (topic === OPERATION_EVENTS_TOPIC) {
      recorded.push(eventPayload as OperationEventPayload);
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
  const catalog = catalogServiceMock({ entities: CATALOG });
  const service = DefaultEnvironmentService.create({
    auditor,
    auth: mockServices.auth(),
    catalog,
    engine,
    events,
    limits: { plans: 5, driftDetections: 5, reads: 20, ...limits },
    logger: mockServices.logger.mock(),
    permissions,
    userInfo,
  });
  return {
    service,
    audited,
    auditor,
    catalog,
    published,
    recorded,
    events,
    permissions,
    userInfo,
  };
}

function ownership(userEntityRef: string): string[] {
  return [userEntityRef, ...(GROUPS[userEntityRef] ?? [])];
}

/** As the default policy of @tap/plugin-permission-backend-module-tap, which imports this package, decides. */
function decide(
  permission: QueryPermissionRequest['permission'],
  credentials: BackstageCredentials,
): PolicyDecision {
  const principal = credentials.principal as any;
  if (permission.resourceType !== RESOURCE_TYPE_TAP_ENVIRONMENT) {
    throw new Error(`Nobody asks for ${permission.name}`);
  }
  if (
    principal.type === 'service' ||
    permission.name === tapEnvironmentReadPermission.name
  ) {
    return { result: AuthorizeResult.ALLOW };
  }
  const owners =
    principal.type === 'user' ? ownership(principal.userEntityRef) : [];
  if (owners.map(lowerCaseRef).includes('group:default/platform')) {
    return { result: AuthorizeResult.ALLOW };
  }
  return permission.name === tapEnvironmentReleasePermission.name
    ? { result: AuthorizeResult.DENY }
    : createEnvironmentConditionalDecision(
        permission as any,
        environmentConditions.isOwner({ owners }),
      );
}
