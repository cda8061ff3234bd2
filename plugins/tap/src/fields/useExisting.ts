import { useApi } from '@backstage/frontend-plugin-api';
import { Environment } from '@tap/plugin-tap-common';
import useAsync from 'react-use/esm/useAsync';
import { tapApiRef } from '../api';
import { targetOf, useOptions } from '../hooks/useOptions';
import { formText } from './fieldProps';
import { useSuffixAvailability } from './useSuffixAvailability';

/**
 * The existing environment that the form changes.
 *
 * @param values - of all pages of the form
 * @returns undefined if the form requests a new one, or until it is known
 */
export function useExisting(
  values: Record<string, unknown>,
): Environment | undefined {
  const api = useApi(tapApiRef);
  const { value: options } = useOptions();
  const suffix = formText(values, 'suffix');
  const target = targetOf(options, formText(values, 'target'))?.name;
  const availability = useSuffixAvailability(suffix, target);
  const canBeChanged =
    availability.state === 'known' && availability.answer.canBeChanged === true;
  const { value } = useAsync(
    async () =>
      canBeChanged && suffix && target
        ? api.getEnvironment({ suffix, target })
        : undefined,
    [api, canBeChanged, suffix, target],
  );
  return value;
}
