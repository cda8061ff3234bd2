import { useRouteRef } from '@backstage/frontend-plugin-api';
import { ButtonLink } from '@backstage/ui';
import { RiArrowLeftLine } from '@remixicon/react';
import { rootRouteRef } from '../../routes';

/** Links to the list of environments. */
export function BackToList() {
  const href = useRouteRef(rootRouteRef)?.();
  return href === undefined ? null : (
    <ButtonLink
      href={href}
      iconStart={<RiArrowLeftLine aria-hidden="true" />}
      variant="secondary"
    >
      All environments
    </ButtonLink>
  );
}
