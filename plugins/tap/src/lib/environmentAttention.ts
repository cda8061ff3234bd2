import { Environment } from '@tap/plugin-tap-common';

/**
 * What is wrong with an environment, and what to do.
 *
 * @param context - `portal`: ID of this portal, if known; `hasOwner`: whether the catalog contains
 *   the owner, or the owner is the user
 * @returns undefined if nothing is
 */
export function environmentAttention(
  environment: Environment,
  context: { portal?: string; hasOwner: boolean },
): string | undefined {
  const { portal } = environment;
  if (context.portal && portal !== context.portal) {
    return `Belongs to the portal ${
      portal ?? 'of another installation'
    }. Change it there.`;
  }
  switch (environment.status) {
    case 'delete-failed':
      return 'Some resources still exist and incur costs. Remove what prevents the deletion, then tear it down again.';
    case 'failed':
      return 'The stack cannot be used. Tear it down, then request it again.';
    default:
      return context.hasOwner
        ? undefined
        : `Orphaned: the owner ${environment.owner} is not in the catalog. Transfer it to another owner, or tear it down.`;
  }
}
