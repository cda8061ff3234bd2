import { useRouteRef } from '@backstage/frontend-plugin-api';
import { ButtonLink } from '@backstage/ui';
import { RiAddLine } from '@remixicon/react';
import { templateRouteRef } from '../routes';

/** Links to the request form. Renders nothing if the portal does not have the form. */
export function NewEnvironmentLink() {
  const templateRoute = useRouteRef(templateRouteRef);
  return templateRoute ? (
    <ButtonLink
      href={templateRoute({
        namespace: 'default',
        templateName: 'tap-postgres',
      })}
      iconStart={<RiAddLine aria-hidden="true" />}
      variant="primary"
    >
      New environment
    </ButtonLink>
  ) : null;
}
