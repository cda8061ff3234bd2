import { useApi } from '@backstage/frontend-plugin-api';
import { AlarmState } from '@tap/plugin-tap-common';
import { useCallback } from 'react';
import { tapApiRef } from '../api';
import { useEnvironment } from './useEnvironment';
import { Polled, usePolling } from './usePolling';

const POLL_INTERVAL_MS = 30_000;

/** Alarms of the page's environment, polled. */
export function useAlarms(): Polled<AlarmState[]> {
  const { environment, suffix, target } = useEnvironment();
  const api = useApi(tapApiRef);
  const stackStatus = environment?.stackStatus;
  const read = useCallback(
    () => api.getAlarms({ suffix, target }),
    // A new status of the stack reads the alarms again.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [api, suffix, target, stackStatus],
  );
  return usePolling(read, {
    intervalMs: POLL_INTERVAL_MS,
    isSettled: () => false,
  });
}
