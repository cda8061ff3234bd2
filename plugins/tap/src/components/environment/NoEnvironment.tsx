import { useRouteRef } from '@backstage/frontend-plugin-api';
import { ButtonLink, Flex, Text } from '@backstage/ui';
import { RiAddLine } from '@remixicon/react';
import { useEnvironment } from '../../hooks/useEnvironment';
import { newEnvironmentRouteRef } from '../../routes';
import { EnvironmentCard } from '../EnvironmentCard';

/** Shown for a name that no environment has or had, as far as the user can read. */
export function NoEnvironment() {
  const { suffix, target } = useEnvironment();
  const newRoute = useRouteRef(newEnvironmentRouteRef);
  return (
    <EnvironmentCard title="No environment with this name">
      <Flex align="start" direction="column" gap="3">
        <Text as="p">
          Target {target} has no environment {suffix}. The portal has no history
          for this name that you can read. Owners and administrators can read
          the history of an environment after its teardown.
        </Text>
        {newRoute && (
          <ButtonLink
            href={newRoute()}
            iconStart={<RiAddLine aria-hidden="true" />}
            variant="primary"
          >
            New environment
          </ButtonLink>
        )}
      </Flex>
    </EnvironmentCard>
  );
}
