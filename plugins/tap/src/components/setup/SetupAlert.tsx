import { useRouteRef } from '@backstage/frontend-plugin-api';
import { Alert, ButtonLink } from '@backstage/ui';
import { useSetup } from '../../hooks/useSetup';
import { setupRouteRef } from '../../routes';

/** Shows administrators that something is wrong with the setup of the portal. Renders nothing for others, and if nothing is. */
export function SetupAlert() {
  const count = useSetup().report?.findings.length ?? 0;
  const href = useRouteRef(setupRouteRef)?.();
  return count === 0 ? null : (
    <Alert
      customActions={
        href !== undefined && (
          <ButtonLink href={href} size="small" variant="secondary">
            Show details
          </ButtonLink>
        )
      }
      icon
      status="warning"
      title={`${
        count === 1 ? '1 problem' : `${count} problems`
      } with the setup of this portal`}
    />
  );
}
