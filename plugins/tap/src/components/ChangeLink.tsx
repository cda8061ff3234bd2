import { useRouteRef } from '@backstage/frontend-plugin-api';
import { ButtonLink } from '@backstage/ui';
import { RiEditLine } from '@remixicon/react';
import { Environment } from '@tap/plugin-tap-common';
import { changeFormHref } from '../lib/changeForm';
import { templateRouteRef } from '../routes';

/** Leads to the request form with the environment's present values. Nothing where the form is not in the portal. */
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
