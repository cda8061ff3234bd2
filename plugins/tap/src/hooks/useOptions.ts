import { useApi } from '@backstage/frontend-plugin-api';
import { EnvironmentOptions, TargetOption } from '@tap/plugin-tap-common';
import useAsync from 'react-use/esm/useAsync';
import { tapApiRef } from '../api';

/** The available options; `value` is undefined while they load and if they cannot be read. */
export function useOptions(): {
  value?: EnvironmentOptions;
  error?: Error;
  loading: boolean;
} {
  const api = useApi(tapApiRef);
  return useAsync(() => api.getOptions(), [api]);
}

/**
 * The selected target.
 *
 * @param options - the available options
 * @param name - name of the selected target; undefined for the default target
 */
export function targetOf(
  options: EnvironmentOptions | undefined,
  name: string | undefined,
): TargetOption | undefined {
  const targets = options?.targets ?? [];
  return name
    ? targets.find(target => target.name === name)
    : targets.find(target => target.isDefault) ?? targets[0];
}
