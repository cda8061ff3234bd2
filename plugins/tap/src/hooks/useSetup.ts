import { useApi } from '@backstage/frontend-plugin-api';
import { usePermission } from '@backstage/plugin-permission-react';
import { SetupReport, tapSetupReadPermission } from '@tap/plugin-tap-common';
import useAsyncRetry from 'react-use/esm/useAsyncRetry';
import { tapApiRef } from '../api';

/** Result of {@link useSetup}. */
export interface Setup {
  /** Whether the user has the permission to read it; undefined until it is known. */
  isAllowed: boolean | undefined;
  report: SetupReport | undefined;
  error: Error | undefined;
  loading: boolean;
  /** Checks again. */
  retry: () => void;
}

/** What is wrong with the setup of the portal. Reads nothing if the user does not have the permission. */
export function useSetup(): Setup {
  const api = useApi(tapApiRef);
  const permission = usePermission({ permission: tapSetupReadPermission });
  const { allowed } = permission;
  const { error, loading, retry, value } = useAsyncRetry(
    async () => (allowed ? api.getSetup() : undefined),
    [allowed, api],
  );
  return {
    isAllowed: permission.loading ? undefined : allowed,
    report: value,
    error,
    loading: permission.loading || loading,
    retry,
  };
}
