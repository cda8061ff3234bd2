import { useRouteRef } from '@backstage/frontend-plugin-api';
import { ButtonLink } from '@backstage/ui';
import { RiEditLine } from '@remixicon/react';
import { EnvironmentRef } from '@tap/plugin-tap-common';
import { changeRouteRef } from '../routes';

/** Links to the form for a change of an environment. */
export function ChangeLink(props: { environment: EnvironmentRef }) {
  const changeRoute = useRouteRef(changeRouteRef);
  const { suffix, target } = props.environment;
  return changeRoute ? (
    <ButtonLink
      href={changeRoute({ suffix, target })}
      iconStart={<RiEditLine aria-hidden="true" />}
      variant="secondary"
    >
      Change…
    </ButtonLink>
  ) : null;
}
