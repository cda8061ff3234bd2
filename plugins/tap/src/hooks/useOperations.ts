import { useApi } from '@backstage/frontend-plugin-api';
import { OperationRecord } from '@tap/plugin-tap-common';
import { useCallback } from 'react';
import { tapApiRef } from '../api';
import { Polled, usePolling } from './usePolling';

const POLL_INTERVAL_MS = 5000;

/**
 * The operations on all environments that have or had a name, newest first; polled while one is in progress.
 *
 * @param ref - name of the environment
 * @param stackStatus - of the environment; a change reads the operations again
 */
export function useOperations(
  { suffix, target }: { suffix: string; target: string },
  stackStatus: string | undefined,
): Polled<OperationRecord[]> {
  const api = useApi(tapApiRef);
  const read = useCallback(
    () => api.getOperations({ suffix, target }),
    // The status is not an input of the request.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [api, suffix, target, stackStatus],
  );
  return usePolling(read, {
    intervalMs: POLL_INTERVAL_MS,
    isSettled: records => records.every(({ outcome }) => outcome !== undefined),
  });
}
