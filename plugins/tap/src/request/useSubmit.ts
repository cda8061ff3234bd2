import { useApi } from '@backstage/frontend-plugin-api';
import {
  EnvironmentRef,
  EnvironmentRequestInput,
} from '@tap/plugin-tap-common';
import { useState } from 'react';
import { tapApiRef } from '../api';
import { useOpenOperation } from '../hooks/useOpenOperation';

/**
 * Starts a deployment and opens its progress.
 *
 * @param ref - the environment
 */
export function useSubmit(ref: EnvironmentRef): {
  submit: (request: EnvironmentRequestInput) => Promise<void>;
  isPending: boolean;
  error: unknown;
} {
  const api = useApi(tapApiRef);
  const open = useOpenOperation();
  const [isPending, setIsPending] = useState(false);
  const [error, setError] = useState<unknown>();
  const submit = async (request: EnvironmentRequestInput) => {
    const { suffix: _, target: __, ...body } = request;
    setError(undefined);
    setIsPending(true);
    try {
      const { taskId } = await api.run('deploy', ref, body);
      open(ref, taskId);
    } catch (e) {
      setError(e);
      setIsPending(false);
    }
  };
  return { submit, isPending, error };
}
