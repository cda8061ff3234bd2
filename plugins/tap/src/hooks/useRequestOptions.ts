import { useApi } from '@backstage/frontend-plugin-api';
import { EnvironmentOptions } from '@tap/plugin-tap-common';
import { useCallback } from 'react';
import { tapApiRef } from '../api';
import { Polled, usePolling } from './usePolling';

/** Between a response without the offers of AWS and the next request, in milliseconds. */
const POLL_INTERVAL_MS = 3_000;

/**
 * The options of a new environment. They are read again until they contain what AWS offers: the back end does not let the form
 * wait for a slow answer of AWS.
 */
export function useRequestOptions(): Polled<EnvironmentOptions> {
  const api = useApi(tapApiRef);
  const read = useCallback(() => api.getOptions(), [api]);
  return usePolling(read, {
    intervalMs: POLL_INTERVAL_MS,
    isSettled: ({ targets }) =>
      targets.every(({ sizes }) =>
        sizes.every(({ unavailable }) => unavailable !== undefined),
      ),
  });
}
