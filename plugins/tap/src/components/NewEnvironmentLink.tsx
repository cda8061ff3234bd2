import { useRouteRef } from '@backstage/frontend-plugin-api';
import { ButtonLink } from '@backstage/ui';
import { RiAddLine } from '@remixicon/react';
import { newEnvironmentRouteRef } from '../routes';

/** Links to the request form. Renders nothing if the portal does not have the page. */
export function NewEnvironmentLink() {
  const newRoute = useRouteRef(newEnvironmentRouteRef);
  return newRoute ? (
    <ButtonLink
      href={newRoute()}
      iconStart={<RiAddLine aria-hidden="true" />}
      variant="primary"
    >
      New environment
    </ButtonLink>
  ) : null;
}
