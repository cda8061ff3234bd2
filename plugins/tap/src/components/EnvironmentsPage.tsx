import { Container, Flex } from '@backstage/ui';
import { useEffect, useState } from 'react';
import { useEnvironmentQuery } from '../hooks/useEnvironmentQuery';
import { useEnvironments } from '../hooks/useEnvironments';
import { EnvironmentAddress } from '../lib/environmentAddress';
import { BulkActions } from './BulkActions';
import { EnvironmentFilters } from './EnvironmentFilters';
import { EnvironmentsHeader } from './EnvironmentsHeader';
import { EnvironmentsProblems } from './EnvironmentsProblems';
import { EnvironmentsTable } from './EnvironmentsTable';
import { NoEnvironments } from './NoEnvironments';
import { PageMain } from './PageMain';
import { SetupAlert } from './setup/SetupAlert';

/** The environments with owner, age, size, expiry and monthly cost, page by page. The back end filters, sorts and counts them. */
export function EnvironmentsPage() {
  const [query, changeQuery] = useEnvironmentQuery();
  const { value, error, isStale, loading, refresh } = useEnvironments(query);
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const isEmpty = value?.allItems === 0 && value.unreachable.length === 0;
  const rows = value?.rows ?? [];
  const change = (changes: Partial<EnvironmentAddress>) => {
    // Only rows that are shown are selected.
    setSelected(new Set());
    changeQuery(changes);
  };

  const { limit, offset } = query;
  const isPastEnd =
    value !== undefined && !isStale && offset > 0 && offset >= value.totalItems;
  useEffect(() => {
    if (isPastEnd) {
      const last = Math.max(0, Math.ceil(value.totalItems / limit) - 1);
      changeQuery({ offset: last * limit });
    }
  });

  return (
    <PageMain title="Environments">
      <EnvironmentsHeader isEmpty={isEmpty} totals={value} />
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
          {((value?.allItems ?? 0) > 0 || loading) && (
            <>
              <EnvironmentFilters
                environments={value}
                filter={query}
                onChange={change}
              />
              <BulkActions
                onChanged={refresh}
                rows={rows.filter(({ id }) => selected.has(id))}
              />
              <EnvironmentsTable
                environments={value}
                isStale={isStale}
                loading={loading}
                onChanged={refresh}
                onQuery={change}
                onSelect={setSelected}
                query={query}
                selected={selected}
              />
            </>
          )}
        </Flex>
      </Container>
    </PageMain>
  );
}
