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
  const ref = initiatorRef(credentials, auth);
  if (auth.isPrincipal(credentials, 'user')) {
    const { ownershipEntityRefs } = await userInfo.getUserInfo(credentials);
    return {
      ref,
      isUser: true,
      ownershipRefs: [
        ...new Set([ref, ...ownershipEntityRefs.map(lowerCaseRef)]),
      ],
    };
  }
  return { ref, isUser: false, ownershipRefs: [] };
}

/**
 * @returns the entity ref of the user, or `service:<subject>`
 * @throws NotAllowedError where nobody is signed in
 * @internal
 */
export function initiatorRef(
  credentials: BackstageCredentials,
  auth: AuthService,
): string {
  if (auth.isPrincipal(credentials, 'user')) {
    return lowerCaseRef(credentials.principal.userEntityRef);
  }
  if (auth.isPrincipal(credentials, 'service')) {
    return `service:${credentials.principal.subject}`;
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
