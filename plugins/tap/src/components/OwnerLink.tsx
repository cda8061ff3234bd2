import { useApi } from '@backstage/frontend-plugin-api';
import { catalogApiRef, EntityRefLink } from '@backstage/plugin-catalog-react';
import { Text } from '@backstage/ui';
import { shortRef } from '@tap/plugin-tap-common';
import useAsync from 'react-use/esm/useAsync';

/**
 * An owner, with a link to its page in the catalog. An owner without an entity has no page: only its name is shown, for
 * example that of the guest of create-app.
 *
 * @param props - `owner`: entity ref
 */
export function OwnerLink({ owner }: { owner: string }) {
  const catalogApi = useApi(catalogApiRef);
  const { loading, value: entity } = useAsync(
    () => catalogApi.getEntityByRef(owner),
    [catalogApi, owner],
  );
  return loading || entity ? (
    <EntityRefLink defaultKind="group" entityRef={owner} />
  ) : (
    <Text>{shortRef(owner)}</Text>
  );
}
