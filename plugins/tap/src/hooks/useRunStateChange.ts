import { toastApiRef, useApi } from '@backstage/frontend-plugin-api';
import { Environment } from '@tap/plugin-tap-common';
import { useState } from 'react';
import { tapApiRef } from '../api';
import { errorText } from '../lib/errorText';

/**
 * Stops the database of an environment, or starts a stopped one.
 *
 * @param onDone - called with the environment afterwards
 * @returns `label`: of the button; `run` requests it; `isPending` until the response arrives
 */
export function useRunStateChange(
  environment: Environment,
  onDone: (afterwards: Environment) => void,
): { label: string; isPending: boolean; run: () => Promise<void> } {
  const api = useApi(tapApiRef);
  const toasts = useApi(toastApiRef);
  const [isPending, setPending] = useState(false);
  const { status, suffix, target } = environment;
  const operation = status === 'stopped' ? 'start' : 'stop';
  const run = async () => {
    setPending(true);
    try {
      const afterwards = await api.run(operation, { suffix, target }, {});
      toasts.post({
        title:
          operation === 'stop'
            ? `${suffix} is being stopped`
            : `${suffix} is being started`,
        timeout: 5000,
      });
      onDone(afterwards);
    } catch (error) {
      toasts.post({
        title: `${suffix} was not ${
          operation === 'stop' ? 'stopped' : 'started'
        }`,
        description: errorText(error),
        status: 'danger',
      });
    } finally {
      setPending(false);
    }
  };
  return { label: operation === 'stop' ? 'Stop' : 'Start', isPending, run };
}
