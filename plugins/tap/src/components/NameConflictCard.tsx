import { stringifyEntityRef } from '@backstage/catalog-model';
import { useApi, useRouteRef } from '@backstage/frontend-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import { ButtonLink, Flex, Text } from '@backstage/ui';
import { foreignLocation, isPlaceholder } from '@tap/plugin-tap-common';
import useAsync from 'react-use/esm/useAsync';
import { tapApiRef } from '../api';
import { environmentRouteRef } from '../routes';
import { EnvironmentCard } from './EnvironmentCard';
import { NameConflictAlert } from './NameConflictAlert';

/** Explains, on the page of a foreign System, that its name is reserved for an environment. */
export function NameConflictCard() {
  const { entity } = useEntity();
  const tapApi = useApi(tapApiRef);
  const environmentRoute = useRouteRef(environmentRouteRef);
  const entityRef = stringifyEntityRef(entity);
  const { value: list } = useAsync(
    () => tapApi.listEnvironments({ entityRef, limit: 1 }),
    [tapApi, entityRef],
  );
  const hidden = list?.items[0];
  return (
    <EnvironmentCard title="Reserved name">
      {hidden && !isPlaceholder(entity) ? (
        <Flex align="start" direction="column" gap="3">
          <NameConflictAlert
            entityRef={entityRef}
            location={foreignLocation(entity) ?? ''}
            suffix={hidden.suffix}
          />
          {environmentRoute && (
            <ButtonLink
              href={environmentRoute({
                suffix: hidden.suffix,
                target: hidden.target,
              })}
              variant="secondary"
            >
              Open {hidden.suffix}
            </ButtonLink>
          )}
        </Flex>
      ) : (
        <Text>
          {hidden
            ? `This is the name of the environment ${hidden.suffix}, whose page is shown here in a moment.`
            : 'This name is reserved for a PostgreSQL environment. There is no environment with this name that you can read.'}
        </Text>
      )}
    </EnvironmentCard>
  );
}
