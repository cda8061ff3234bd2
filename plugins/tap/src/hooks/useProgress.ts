import { useApi } from '@backstage/frontend-plugin-api';
import { EnvironmentProgress } from '@tap/plugin-tap-common';
import { useCallback } from 'react';
import { tapApiRef } from '../api';
import { Polled, usePolling } from './usePolling';

/** Polling interval of an operation in progress, in milliseconds. */
export const POLL_INTERVAL_MS = 2500;

/** Polling interval of an environment at rest, in milliseconds: a task or another user can start an operation at any time. */
const SETTLED_INTERVAL_MS = 10_000;

/**
 * Live state of an environment: polled, and more often while an operation is in progress.
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
    settledIntervalMs: SETTLED_INTERVAL_MS,
    isSettled: progress => progress.operation === undefined,
  });
}
