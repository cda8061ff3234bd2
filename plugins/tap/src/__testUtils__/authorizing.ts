import { AuthorizeResult } from '@backstage/plugin-permission-common';

/**
 * A policy, for the mock of the permission API.
 *
 * @param mayNot - names of permissions that the user does not have; she has all others
 */
export function authorizing(mayNot: string[]) {
  return ({ permission }: { permission: { name: string } }) =>
    mayNot.includes(permission.name)
      ? AuthorizeResult.DENY
      : AuthorizeResult.ALLOW;
}
