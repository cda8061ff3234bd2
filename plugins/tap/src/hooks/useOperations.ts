import { useApi } from '@backstage/frontend-plugin-api';
import {
  Environment,
  OperationRecord,
  operationTime,
} from '@tap/plugin-tap-common';
import { useCallback } from 'react';
import { tapApiRef } from '../api';
import { Polled, usePolling } from './usePolling';

const POLL_INTERVAL_MS = 5000;

/**
 * The operations on all environments that have or had a name, newest first; polled while one is in progress.
 *
 * @param ref - name of the environment
 * @param environment - the current one; its next operation reads the operations again
 */
export function useOperations(
  { suffix, target }: { suffix: string; target: string },
  environment: Environment | undefined,
): Polled<OperationRecord[]> {
  const api = useApi(tapApiRef);
  const operation =
    environment && `${environment.stackStatus} ${operationTime(environment)}`;
  const read = useCallback(
    () => api.getOperations({ suffix, target }),
    // The operation is not an input of the request.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [api, suffix, target, operation],
  );
  return usePolling(read, {
    intervalMs: POLL_INTERVAL_MS,
    isSettled: records => records.every(({ outcome }) => outcome !== undefined),
  });
}
