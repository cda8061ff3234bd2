import { useRouteRef } from '@backstage/frontend-plugin-api';
import { ButtonLink } from '@backstage/ui';
import { RiEditLine } from '@remixicon/react';
import { Environment } from '@tap/plugin-tap-common';
import { changeFormHref } from '../lib/changeForm';
import { templateRouteRef } from '../routes';

/**
 * Links to the request form with the current values of the environment. Renders nothing if the portal does not have the
 * form.
 */
export function ChangeLink(props: { environment: Environment }) {
  const templateRoute = useRouteRef(templateRouteRef);
  if (!templateRoute) {
    return null;
  }
  const form = templateRoute({
    namespace: 'default',
    templateName: 'tap-postgres',
  });
  return (
    <ButtonLink
      href={changeFormHref(form, props.environment)}
      iconStart={<RiEditLine aria-hidden="true" />}
      variant="secondary"
    >
      Change…
    </ButtonLink>
  );
}
