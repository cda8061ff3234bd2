import { stringifyEntityRef } from '@backstage/catalog-model';
import { useApi } from '@backstage/frontend-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import { Text } from '@backstage/ui';
import {
  foreignLocation,
  isPlaceholder,
  systemRef,
} from '@tap/plugin-tap-common';
import useAsync from 'react-use/esm/useAsync';
import { tapApiRef } from '../api';
import { EnvironmentCard } from './EnvironmentCard';
import { NameConflictAlert } from './NameConflictAlert';

/** Explains, on the page of a foreign System, that its name is reserved for an environment. */
export function NameConflictCard() {
  const { entity } = useEntity();
  const tapApi = useApi(tapApiRef);
  const { value: list } = useAsync(() => tapApi.listEnvironments(), [tapApi]);
  const entityRef = stringifyEntityRef(entity);
  const hidden = list?.items.find(
    environment => systemRef(environment) === entityRef,
  );
  return (
    <EnvironmentCard title="Reserved name">
      {hidden && !isPlaceholder(entity) ? (
        <NameConflictAlert
          entityRef={entityRef}
          location={foreignLocation(entity) ?? ''}
          suffix={hidden.suffix}
        />
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
