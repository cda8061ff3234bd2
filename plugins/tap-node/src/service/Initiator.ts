import {
  AuthService,
  BackstageCredentials,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import { isOwnerRef, lowerCaseRef } from '@tap/plugin-tap-common';

/** The caller. */
export interface Initiator {
  /** Entity ref of the user in lower case, or `service:<subject>`. */
  ref: string;
  isUser: boolean;
  /**
   * Ownership entity refs that can be owners, in lower case: the user and the user's groups; empty for services. A sign-in
   * resolver can issue refs that the catalog does not accept, for example with an email address as the name.
   */
  ownershipRefs: string[];
}

/**
 * The principal of credentials, even if their token has expired.
 *
 * @returns as in {@link Initiator.ref}; undefined if no user is signed in
 */
export function principalRef(
  credentials: BackstageCredentials,
  auth: AuthService,
): string | undefined {
  if (auth.isPrincipal(credentials, 'user')) {
    return lowerCaseRef(credentials.principal.userEntityRef);
  }
  return auth.isPrincipal(credentials, 'service')
    ? `service:${credentials.principal.subject}`
    : undefined;
}

/**
 * Reads the caller from credentials.
 *
 * @throws NotAllowedError if no user is signed in
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
      ].filter(isOwnerRef),
    };
  }
  return { ref, isUser: false, ownershipRefs: [] };
}

/** An owner for the example in an error. */
export function exampleOwner({ ownershipRefs }: Initiator): string {
  return ownershipRefs[0] ?? 'group:default/payments';
}

/**
 * The principal of credentials that must be signed in.
 *
 * @returns as in {@link Initiator.ref}
 * @throws NotAllowedError if no user is signed in
 */
export function initiatorRef(
  credentials: BackstageCredentials,
  auth: AuthService,
): string {
  const ref = principalRef(credentials, auth);
  if (ref === undefined) {
    throw notSignedIn();
  }
  return ref;
}

/**
 * @throws NotAllowedError if no user is signed in
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
