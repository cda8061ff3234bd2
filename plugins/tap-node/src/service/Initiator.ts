import {
  AuthService,
  BackstageCredentials,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import { lowerCaseRef } from '@tap/plugin-tap-common';

/** Who asks. @internal */
export interface Initiator {
  /** Entity ref of the user in lower case, or `service:<subject>`. */
  ref: string;
  isUser: boolean;
  /**
   * Entity refs through which the user owns things, in lower case: the user and the user's groups; empty for services.
   */
  ownershipRefs: string[];
}

/**
 * Reads who asks off the credentials.
 *
 * @throws NotAllowedError where nobody is signed in
 * @internal
 */
export async function readInitiator(
  credentials: BackstageCredentials,
  services: { auth: AuthService; userInfo: UserInfoService },
): Promise<Initiator> {
  const { auth, userInfo } = services;
  if (auth.isPrincipal(credentials, 'user')) {
    const { ownershipEntityRefs } = await userInfo.getUserInfo(credentials);
    const ref = lowerCaseRef(credentials.principal.userEntityRef);
    return {
      ref,
      isUser: true,
      ownershipRefs: [
        ...new Set([ref, ...ownershipEntityRefs.map(lowerCaseRef)]),
      ],
    };
  }
  if (auth.isPrincipal(credentials, 'service')) {
    return {
      ref: `service:${credentials.principal.subject}`,
      isUser: false,
      ownershipRefs: [],
    };
  }
  throw notSignedIn();
}

/**
 * @throws NotAllowedError where nobody is signed in
 * @internal
 */
export function assertSignedIn(
  credentials: BackstageCredentials,
  auth: AuthService,
): void {
  if (auth.isPrincipal(credentials, 'none')) {
    throw notSignedIn();
  }
}

function notSignedIn(): NotAllowedError {
  return new NotAllowedError('Sign in to use environments.');
}
