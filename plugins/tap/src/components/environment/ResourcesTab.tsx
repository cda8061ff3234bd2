import { useApi } from '@backstage/frontend-plugin-api';
import { Flex, Skeleton } from '@backstage/ui';
import { useCallback } from 'react';
import { tapApiRef } from '../../api';
import { useEnvironment } from '../../hooks/useEnvironment';
import { usePolling } from '../../hooks/usePolling';
import { OutputsCard } from '../OutputsCard';
import { ReadProblem } from '../ReadProblem';
import { ResourceGroups } from './ResourceGroups';

const POLL_INTERVAL_MS = 10_000;

/** All resources of the stack in groups, and its outputs. */
export function ResourcesTab() {
  const { environment, progress, suffix, target } = useEnvironment();
  const api = useApi(tapApiRef);
  const stackStatus = environment?.stackStatus;
  const read = useCallback(
    () => api.getResources({ suffix, target }),
    // A new status of the stack reads the resources again.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [api, suffix, target, stackStatus],
  );
  const isBusy = progress.value?.operation !== undefined;
  const { error, loading, refresh, value } = usePolling(read, {
    intervalMs: POLL_INTERVAL_MS,
    isSettled: () => !isBusy,
  });
  return (
    <Flex direction="column" gap="4">
      {loading && (
        <div aria-label="Loading" role="status">
          <Skeleton height={240} width="100%" />
        </div>
      )}
      {error !== undefined && (
        <ReadProblem
          error={error}
          onRetry={refresh}
          title="The resources could not be read"
        />
      )}
      {value && value.length > 0 && <ResourceGroups resources={value} />}
      <OutputsCard />
    </Flex>
  );
}
