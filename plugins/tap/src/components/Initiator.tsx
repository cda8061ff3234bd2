import { EntityDisplayName } from '@backstage/plugin-catalog-react';

/**
 * The user, group or service that started an operation. Users and groups have their title in the catalog.
 *
 * @param props - `initiator`: it can come from a stack tag, so it can be any text; undefined outside the portal
 */
export function Initiator({ initiator }: { initiator: string | undefined }) {
  if (initiator === undefined) {
    return <>Outside the portal</>;
  }
  if (initiator.startsWith('service:')) {
    return <>Service {initiator.slice('service:'.length)}</>;
  }
  return /^(?:user|group):[\w-]+\/[\w.-]+$/.test(initiator) ? (
    <EntityDisplayName entityRef={initiator} hideIcon />
  ) : (
    <>{initiator}</>
  );
}
