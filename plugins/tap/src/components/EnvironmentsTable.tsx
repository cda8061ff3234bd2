import { EntityRefLink } from '@backstage/plugin-catalog-react';
import {
  Cell,
  CellText,
  ColumnConfig,
  Table,
  Text,
  useBreakpoint,
} from '@backstage/ui';
import { EnvironmentOrderField } from '@tap/plugin-tap-common';
import { useMemo } from 'react';
import { EnvironmentRow, Environments } from '../hooks/useEnvironments';
import { EnvironmentAddress } from '../lib/environmentAddress';
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

/** A page of the environments as a table that can be sorted. */
export function EnvironmentsTable(props: {
  /** Undefined until they are read. */
  environments?: Pick<Environments, 'rows' | 'totalItems'>;
  query: EnvironmentAddress;
  onQuery: (changes: Partial<EnvironmentAddress>) => void;
  /** Whether the environments are those of an earlier query. */
  isStale: boolean;
  loading: boolean;
  selected: ReadonlySet<string>;
  onSelect: (ids: ReadonlySet<string>) => void;
  onChanged: () => void;
}) {
  const { environments, isStale, loading, onChanged, onQuery, onSelect } =
    props;
  const { limit, offset, orderField } = props.query;
  const isNarrow = useBreakpoint().down('sm');
  const columns = useMemo(
    () => columnsFor(isNarrow, onChanged),
    [isNarrow, onChanged],
  );
  const totalCount = environments?.totalItems;
  return (
    <Table
      columnConfig={columns}
      data={environments?.rows}
      emptyState={<Text>No environments match these filters.</Text>}
      isPending={loading}
      isStale={isStale}
      pagination={{
        type: 'page',
        pageSize: limit,
        offset,
        totalCount,
        hasNextPage: offset + limit < (totalCount ?? 0),
        hasPreviousPage: offset > 0,
        onNextPage: () => onQuery({ offset: offset + limit }),
        onPreviousPage: () => onQuery({ offset: Math.max(0, offset - limit) }),
        onPageSizeChange: size => onQuery({ limit: size }),
      }}
      selection={{
        behavior: 'toggle',
        mode: 'multiple',
        selected: props.selected,
        onSelectionChange: keys =>
          onSelect(
            keys === 'all'
              ? new Set(environments?.rows.map(({ id }) => id))
              : new Set([...keys].map(String)),
          ),
      }}
      sort={{
        descriptor: {
          column: orderField.field,
          direction: orderField.order === 'asc' ? 'ascending' : 'descending',
        },
        onSortChange: ({ column, direction }) =>
          onQuery({
            orderField: {
              field: column as EnvironmentOrderField,
              order: direction === 'ascending' ? 'asc' : 'desc',
            },
          }),
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
