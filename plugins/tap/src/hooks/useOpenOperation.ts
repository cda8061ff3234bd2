import { useRouteRef } from '@backstage/frontend-plugin-api';
import { EnvironmentRef } from '@tap/plugin-tap-common';
import { useCallback } from 'react';
import { useNavigate } from 'react-router-dom';
import { progressRouteRef } from '../routes';

/**
 * Opens the progress of an operation that was started on a page.
 *
 * @returns a function that replaces the page in the history, so that Back does not start the operation again
 */
export function useOpenOperation(): (
  ref: EnvironmentRef,
  taskId: string,
) => void {
  const navigate = useNavigate();
  const route = useRouteRef(progressRouteRef);
  return useCallback(
    ({ suffix, target }, taskId) => {
      if (route) {
        navigate(route({ suffix, target, taskId }), { replace: true });
      }
    },
    [navigate, route],
  );
}
