import { useApi } from '@backstage/frontend-plugin-api';
import { EnvironmentHealth } from '@tap/plugin-tap-common';
import { useCallback } from 'react';
import { tapApiRef } from '../api';
import { useEnvironment } from './useEnvironment';
import { Polled, usePolling } from './usePolling';

const POLL_INTERVAL_MS = 30_000;

/** State of the databases of the page's environment, polled. */
export function useHealth(): Polled<EnvironmentHealth> {
  const { environment, suffix, target } = useEnvironment();
  const api = useApi(tapApiRef);
  const stackStatus = environment?.stackStatus;
  const read = useCallback(
    () => api.getHealth({ suffix, target }),
    // A new status of the stack reads the state again.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [api, suffix, target, stackStatus],
  );
  return usePolling(read, {
    intervalMs: POLL_INTERVAL_MS,
    isSettled: () => false,
  });
}
