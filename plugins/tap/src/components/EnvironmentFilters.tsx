import { Flex, Select, Switch } from '@backstage/ui';
import { Environment } from '@tap/plugin-tap-common';
import { EnvironmentFilter } from '../lib/environmentFilter';
import { shortRef } from '../lib/environmentFacts';
import { statusText } from './StatusBadge';

const ALL = 'all';

/** Filters the environments by the values that they have. */
export function EnvironmentFilters(props: {
  environments: Environment[];
  filter: EnvironmentFilter;
  onChange: (filter: EnvironmentFilter) => void;
}) {
  const { environments, filter, onChange } = props;
  const select = (
    label: string,
    field: 'owner' | 'target' | 'size' | 'status',
    word: (value: never) => string = String,
  ) => (
    <Select
      label={label}
      onChange={key =>
        onChange({ ...filter, [field]: key === ALL ? undefined : String(key) })
      }
      options={[
        { id: ALL, label: 'All' },
        ...distinct(environments.map(environment => environment[field])).map(
          value => ({ id: value, label: word(value as never) }),
        ),
      ]}
      value={filter[field] ?? ALL}
    />
  );
  return (
    <Flex align="end" gap="3" style={{ flexWrap: 'wrap' }}>
      {select('Owner', 'owner', shortRef)}
      {select('Target', 'target')}
      {select('Size', 'size')}
      {select('Status', 'status', statusText)}
      <Switch
        isSelected={filter.expiring ?? false}
        label="Expiring within 48 hours"
        onChange={expiring => onChange({ ...filter, expiring })}
      />
    </Flex>
  );
}

function distinct(values: string[]): string[] {
  return [...new Set(values)].sort();
}
