import { parseEntityRef } from '@backstage/catalog-model';
import { useApi } from '@backstage/frontend-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import useAsync from 'react-use/esm/useAsync';

const FIELDS = ['metadata.title', 'spec.profile.displayName'];

/**
 * Titles of groups and users from the catalog.
 *
 * @param refs - entity refs
 * @returns a function that returns the title of an entity ref, or its name while the title is not known
 */
export function useOwnerTitles(refs: string[]): (ref: string) => string {
  const catalogApi = useApi(catalogApiRef);
  const key = refs.join('\n');
  const { value: titles } = useAsync(async () => {
    const entityRefs = key === '' ? [] : key.split('\n');
    const { items } = await catalogApi.getEntitiesByRefs({
      entityRefs,
      fields: FIELDS,
    });
    return new Map(
      entityRefs.map((ref, index) => {
        const entity = items[index];
        const profile = entity?.spec?.profile as
          | { displayName?: string }
          | undefined;
        return [ref, profile?.displayName ?? entity?.metadata?.title];
      }),
    );
  }, [catalogApi, key]);
  return ref => titles?.get(ref) ?? nameOf(ref);
}

function nameOf(ref: string): string {
  return parseEntityRef(ref, { defaultKind: 'group' }).name;
}
