import { EntityRefLink } from '@backstage/plugin-catalog-react';
import {
  Alert,
  Cell,
  CellText,
  ColumnConfig,
  Flex,
  Table,
  Text,
  useTable,
} from '@backstage/ui';
import { useState } from 'react';
import { EnvironmentRow } from '../hooks/useEnvironments';
import { EnvironmentFilter, matchesFilter } from '../lib/environmentFilter';
import { errorText } from '../lib/errorText';
import { relativeTime, usd } from '../lib/format';
import { EnvironmentFilters } from './EnvironmentFilters';
import { NameConflictAlert } from './NameConflictAlert';
import { StatusBadge } from './StatusBadge';

const columns: ColumnConfig<EnvironmentRow>[] = [
  {
    id: 'name',
    defaultWidth: '1.6fr',
    label: 'Name',
    isRowHeader: true,
    isSortable: true,
    cell: row => <NameCell row={row} />,
  },
  {
    id: 'status',
    defaultWidth: '1.5fr',
    label: 'Status',
    isSortable: true,
    cell: ({ environment }) => (
      <Cell>
        <StatusBadge status={environment.status} />
      </Cell>
    ),
  },
  {
    id: 'owner',
    defaultWidth: '1.3fr',
    label: 'Owner',
    isSortable: true,
    cell: ({ environment }) => (
      <Cell>
        <EntityRefLink defaultKind="group" entityRef={environment.owner} />
      </Cell>
    ),
  },
  {
    id: 'size',
    defaultWidth: '1.4fr',
    label: 'Size',
    isSortable: true,
    cell: ({ environment }) => (
      <CellText
        description={`PostgreSQL ${environment.engineVersion}`}
        title={environment.size}
      />
    ),
  },
  {
    id: 'target',
    label: 'Target',
    isSortable: true,
    cell: ({ environment }) => (
      <CellText description={environment.region} title={environment.target} />
    ),
  },
  {
    id: 'createdAt',
    defaultWidth: '1.3fr',
    label: 'Age',
    isSortable: true,
    cell: ({ environment }) => (
      <CellText title={relativeTime(environment.createdAt)} />
    ),
  },
  {
    id: 'expiresAt',
    defaultWidth: '1.1fr',
    label: 'Expires',
    isSortable: true,
    cell: ({ environment: { expiresAt } }) => (
      <CellText title={expiresAt ? relativeTime(expiresAt) : 'Never'} />
    ),
  },
  {
    id: 'price',
    label: 'Monthly cost',
    isSortable: true,
    cell: ({ monthlyUsd }) => (
      <CellText
        title={monthlyUsd === undefined ? 'Unknown' : usd(monthlyUsd)}
      />
    ),
  },
];

/** The environments as a table that can be sorted and filtered. */
export function EnvironmentsTable(props: {
  rows?: EnvironmentRow[];
  error: unknown;
  loading: boolean;
}) {
  const { rows, error, loading } = props;
  const [filter, setFilter] = useState<EnvironmentFilter>({});
  const { tableProps } = useTable<EnvironmentRow>({
    mode: 'complete',
    data: rows?.filter(({ environment }) => matchesFilter(environment, filter)),
    initialSort: { column: 'createdAt', direction: 'descending' },
    sortFn: (data, { column, direction }) =>
      [...data].sort(
        (a, b) =>
          compare(sortValue(a, column), sortValue(b, column)) *
          (direction === 'descending' ? -1 : 1),
      ),
  });
  return (
    <Flex direction="column" gap="4">
      {error !== undefined && (
        <Alert
          description={errorText(error)}
          icon
          role="alert"
          status="danger"
          title="The environments cannot be read right now"
        />
      )}
      {rows?.map(
        ({ conflict, environment, id }) =>
          conflict && (
            <NameConflictAlert
              {...conflict}
              key={id}
              suffix={environment.suffix}
            />
          ),
      )}
      <EnvironmentFilters
        environments={(rows ?? []).map(({ environment }) => environment)}
        filter={filter}
        onChange={setFilter}
      />
      <Table
        {...tableProps}
        columnConfig={columns}
        emptyState={
          <Text>
            {rows?.length
              ? 'No environments match these filters.'
              : 'There are no environments.'}
          </Text>
        }
        isPending={loading}
      />
    </Flex>
  );
}

/** Links to the page of the environment if the catalog contains it. */
function NameCell({ row }: { row: EnvironmentRow }) {
  const { suffix } = row.environment;
  return row.entityRef ? (
    <Cell>
      <EntityRefLink entityRef={row.entityRef} title={suffix} />
    </Cell>
  ) : (
    <CellText
      description={row.conflict ? 'Its name is taken' : 'Listed in a moment'}
      title={suffix}
    />
  );
}

function sortValue(row: EnvironmentRow, column: unknown): string | number {
  switch (column) {
    case 'name':
      return row.environment.suffix;
    case 'price':
      return row.monthlyUsd ?? -1;
    case 'expiresAt':
      // Environments without expiry come last.
      return row.environment.expiresAt ?? '9999';
    default:
      return String(
        row.environment[column as 'status' | 'owner' | 'size' | 'target'],
      );
  }
}

function compare(a: string | number, b: string | number): number {
  return typeof a === 'number' && typeof b === 'number'
    ? a - b
    : String(a).localeCompare(String(b));
}
