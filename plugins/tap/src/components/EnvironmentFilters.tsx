import { Flex, SearchField, Select, Switch } from '@backstage/ui';
import { EnvironmentRow } from '../hooks/useEnvironments';
import { EnvironmentFilter } from '../lib/environmentFilter';
import styles from './EnvironmentFilters.module.css';
import { statusText } from './StatusBadge';

const ALL = 'all';

type Choice = 'owner' | 'target' | 'size' | 'status';

/** Filters the environments by name, owner and the values that they have. */
export function EnvironmentFilters(props: {
  rows: EnvironmentRow[];
  filter: EnvironmentFilter;
  onChange: (filter: EnvironmentFilter) => void;
}) {
  const { filter, onChange, rows } = props;
  const select = (
    label: string,
    field: Choice,
    titleOf: (row: EnvironmentRow) => string = ({ environment }) =>
      environment[field],
  ) => (
    <Select
      label={label}
      onChange={key =>
        onChange({ ...filter, [field]: key === ALL ? undefined : String(key) })
      }
      options={[{ id: ALL, label: 'All' }, ...choices(rows, field, titleOf)]}
      value={filter[field] ?? ALL}
    />
  );
  return (
    <Flex align="end" className={styles.filters} gap="3">
      <SearchField
        aria-label="Search by name"
        onChange={name => onChange({ ...filter, name: name || undefined })}
        placeholder="Search by name"
        value={filter.name ?? ''}
      />
      {select('Owner', 'owner', ({ ownerTitle }) => ownerTitle)}
      {select('Target', 'target')}
      {select('Size', 'size')}
      {select('Status', 'status', ({ environment }) =>
        statusText(environment.status),
      )}
      <Switch
        isSelected={filter.mine ?? false}
        label="Mine"
        onChange={mine => onChange({ ...filter, mine })}
      />
      <Switch
        isSelected={filter.expiring ?? false}
        label="Expiring within 48 hours"
        onChange={expiring => onChange({ ...filter, expiring })}
      />
    </Flex>
  );
}

function choices(
  rows: EnvironmentRow[],
  field: Choice,
  titleOf: (row: EnvironmentRow) => string,
) {
  const titles = new Map(
    rows.map(row => [row.environment[field] as string, titleOf(row)]),
  );
  return [...titles]
    .map(([id, label]) => ({ id, label }))
    .sort((a, b) => a.label.localeCompare(b.label));
}
