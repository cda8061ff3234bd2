import { EntityRefLink } from '@backstage/plugin-catalog-react';
import {
  Cell,
  CellText,
  ColumnConfig,
  Table,
  Text,
  useBreakpoint,
  useTable,
} from '@backstage/ui';
import { useMemo } from 'react';
import { EnvironmentRow } from '../hooks/useEnvironments';
import { relativeTime, usd } from '../lib/format';
import { EnvironmentName } from './EnvironmentName';
import { EnvironmentRowMenu } from './EnvironmentRowMenu';
import { StatusBadge } from './StatusBadge';

const valueColumns: ColumnConfig<EnvironmentRow>[] = [
  {
    id: 'status',
    defaultWidth: '1.35fr',
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
    defaultWidth: '1fr',
    label: 'Owner',
    isSortable: true,
    cell: ({ environment, hasOwnerPage, ownerTitle }) =>
      hasOwnerPage ? (
        <Cell>
          <EntityRefLink
            defaultKind="group"
            entityRef={environment.owner}
            title={ownerTitle}
          />
        </Cell>
      ) : (
        <CellText title={ownerTitle} />
      ),
  },
  {
    id: 'size',
    defaultWidth: '1.65fr',
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
    defaultWidth: '1.55fr',
    label: 'Created',
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
    defaultWidth: '1.55fr',
    label: 'Monthly cost',
    isSortable: true,
    cell: ({ monthlyUsd }) => (
      <CellText
        title={monthlyUsd === undefined ? 'Unknown' : usd(monthlyUsd)}
      />
    ),
  },
];

/** On a narrow screen the other columns do not fit; the name has the most important values below it. */
const NARROW = ['name', 'actions'];

/** The environments as a table that can be sorted. */
export function EnvironmentsTable(props: {
  /** The rows that match the filter; undefined until they are read. */
  rows?: EnvironmentRow[];
  loading: boolean;
  selected: ReadonlySet<string>;
  onSelect: (ids: ReadonlySet<string>) => void;
  onChanged: () => void;
}) {
  const { loading, onChanged, onSelect, rows, selected } = props;
  const isNarrow = useBreakpoint().down('sm');
  const columns = useMemo(
    () => columnsFor(isNarrow, onChanged),
    [isNarrow, onChanged],
  );
  const { tableProps } = useTable<EnvironmentRow>({
    mode: 'complete',
    data: rows,
    initialSort: { column: 'createdAt', direction: 'descending' },
    sortFn: (data, { column, direction }) =>
      [...data].sort(
        (a, b) =>
          compare(sortValue(a, column), sortValue(b, column)) *
          (direction === 'descending' ? -1 : 1),
      ),
  });
  return (
    <Table
      {...tableProps}
      columnConfig={columns}
      emptyState={<Text>No environments match these filters.</Text>}
      isPending={loading}
      selection={{
        behavior: 'toggle',
        mode: 'multiple',
        selected,
        onSelectionChange: keys =>
          onSelect(
            keys === 'all'
              ? new Set(rows?.map(({ id }) => id))
              : new Set([...keys].map(String)),
          ),
      }}
    />
  );
}

function columnsFor(
  isNarrow: boolean,
  onChanged: () => void,
): ColumnConfig<EnvironmentRow>[] {
  const all: ColumnConfig<EnvironmentRow>[] = [
    {
      id: 'name',
      defaultWidth: isNarrow ? '1fr' : '1.5fr',
      label: 'Name',
      isRowHeader: true,
      isSortable: true,
      cell: row => (
        <Cell>
          <EnvironmentName isNarrow={isNarrow} row={row} />
        </Cell>
      ),
    },
    ...valueColumns,
    {
      id: 'actions',
      defaultWidth: 96,
      label: 'Actions',
      cell: row => (
        <Cell>
          <EnvironmentRowMenu onChanged={onChanged} row={row} />
        </Cell>
      ),
    },
  ];
  return isNarrow ? all.filter(({ id }) => NARROW.includes(id)) : all;
}

function sortValue(row: EnvironmentRow, column: unknown): string | number {
  switch (column) {
    case 'name':
      return row.environment.suffix;
    case 'owner':
      return row.ownerTitle;
    case 'price':
      return row.monthlyUsd ?? -1;
    case 'expiresAt':
      // Environments without expiry come last.
      return row.environment.expiresAt ?? '9999';
    default:
      return String(
        row.environment[column as 'status' | 'size' | 'target' | 'createdAt'],
      );
  }
}

function compare(a: string | number, b: string | number): number {
  return typeof a === 'number' && typeof b === 'number'
    ? a - b
    : String(a).localeCompare(String(b));
}
