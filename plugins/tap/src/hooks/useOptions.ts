import { useApi } from '@backstage/frontend-plugin-api';
import { EnvironmentOptions, TargetOption } from '@tap/plugin-tap-common';
import useAsync from 'react-use/esm/useAsync';
import { tapApiRef } from '../api';

/** What is on offer; `value` is undefined while it loads and when it cannot be had. */
export function useOptions(): {
  value?: EnvironmentOptions;
  error?: Error;
  loading: boolean;
} {
  const api = useApi(tapApiRef);
  return useAsync(() => api.getOptions(), [api]);
}

/**
 * The target that a form means.
 *
 * @param options - what is on offer
 * @param name - as chosen; the default target where nothing was chosen
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
