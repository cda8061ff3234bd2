import { useApi } from '@backstage/frontend-plugin-api';
import { EnvironmentProgress } from '@tap/plugin-tap-common';
import { useCallback } from 'react';
import { tapApiRef } from '../api';
import { Polled, usePolling } from './usePolling';

/** Polling interval of an operation in progress, in milliseconds. */
export const POLL_INTERVAL_MS = 2500;

/**
 * Live state of an environment: polled while an operation is in progress, read once otherwise.
 *
 * @param suffix - of the environment
 * @param target - of the environment
 */
export function useProgress(
  suffix: string,
  target: string,
): Polled<EnvironmentProgress> {
  const api = useApi(tapApiRef);
  const read = useCallback(
    () => api.getProgress({ suffix, target }),
    [api, suffix, target],
  );
  return usePolling(read, {
    intervalMs: POLL_INTERVAL_MS,
    isSettled: progress => progress.operation === undefined,
  });
}
