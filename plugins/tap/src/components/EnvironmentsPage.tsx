import { Container, Flex } from '@backstage/ui';
import { useState } from 'react';
import { useEnvironmentFilter } from '../hooks/useEnvironmentFilter';
import { useEnvironments } from '../hooks/useEnvironments';
import { matchesFilter } from '../lib/environmentFilter';
import { BulkActions } from './BulkActions';
import { EnvironmentFilters } from './EnvironmentFilters';
import { EnvironmentsHeader } from './EnvironmentsHeader';
import { EnvironmentsProblems } from './EnvironmentsProblems';
import { EnvironmentsTable } from './EnvironmentsTable';
import { NoEnvironments } from './NoEnvironments';
import { PageMain } from './PageMain';
import { SetupAlert } from './setup/SetupAlert';

/** All environments with owner, age, size, expiry and monthly cost. */
export function EnvironmentsPage() {
  const { value, error, loading, refresh } = useEnvironments();
  const [filter, setFilter] = useEnvironmentFilter();
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const rows = value?.rows ?? [];
  const isEmpty =
    value !== undefined && rows.length === 0 && value.unreachable.length === 0;
  const shown = rows.filter(({ environment }) =>
    matchesFilter(environment, filter, {
      ownershipRefs: value?.ownershipRefs ?? [],
    }),
  );
  return (
    <PageMain title="Environments">
      <EnvironmentsHeader
        count={rows.length}
        isEmpty={isEmpty}
        shown={value && shown}
      />
      <Container>
        <Flex direction="column" gap="4">
          <SetupAlert />
          <EnvironmentsProblems
            error={error}
            onRetry={refresh}
            readAt={value?.readAt ?? {}}
            rows={rows}
            unreachable={value?.unreachable ?? []}
          />
          {isEmpty && <NoEnvironments />}
          {(rows.length > 0 || loading) && (
            <>
              <EnvironmentFilters
                filter={filter}
                onChange={setFilter}
                rows={rows}
              />
              <BulkActions
                onChanged={refresh}
                rows={shown.filter(({ id }) => selected.has(id))}
              />
              <EnvironmentsTable
                loading={loading}
                onChanged={refresh}
                onSelect={setSelected}
                rows={value && shown}
                selected={selected}
              />
            </>
          )}
        </Flex>
      </Container>
    </PageMain>
  );
}
