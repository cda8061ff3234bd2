import { Flex, SearchField, Select, Switch } from '@backstage/ui';
import {
  EnvironmentFacet,
  EnvironmentFacets,
  EnvironmentFilter,
  EnvironmentStatus,
} from '@tap/plugin-tap-common';
import { Environments } from '../hooks/useEnvironments';
import styles from './EnvironmentFilters.module.css';
import { statusText } from './StatusBadge';

const ALL = 'all';

/** Filters the environments by name, owner and the values that they have. */
export function EnvironmentFilters(props: {
  /** Undefined until they are read. */
  environments?: Pick<Environments, 'facets' | 'ownerTitles'>;
  filter: EnvironmentFilter;
  onChange: (changes: EnvironmentFilter) => void;
}) {
  const { environments, filter, onChange } = props;
  const select = (
    label: string,
    field: keyof EnvironmentFacets,
    titleOf: (value: string) => string = value => value,
  ) => (
    <Select
      label={label}
      onChange={key =>
        onChange({ [field]: key === ALL ? undefined : String(key) })
      }
      options={[
        { id: ALL, label: 'All' },
        ...choices(environments?.facets[field] ?? [], titleOf),
      ]}
      value={filter[field] ?? ALL}
    />
  );
  return (
    <Flex align="end" className={styles.filters} gap="3">
      <SearchField
        aria-label="Search by name"
        onChange={name => onChange({ name: name || undefined })}
        placeholder="Search by name"
        value={filter.name ?? ''}
      />
      {select(
        'Owner',
        'owner',
        owner => environments?.ownerTitles.get(owner) ?? owner,
      )}
      {select('Target', 'target')}
      {select('Size', 'size')}
      {select('Status', 'status', status =>
        statusText(status as EnvironmentStatus),
      )}
      <Switch
        isSelected={filter.mine ?? false}
        label="Mine"
        onChange={mine => onChange({ mine })}
      />
      <Switch
        isSelected={filter.expiring ?? false}
        label="Expiring within 48 hours"
        onChange={expiring => onChange({ expiring })}
      />
    </Flex>
  );
}

function choices(
  facets: EnvironmentFacet[],
  titleOf: (value: string) => string,
): Array<{ id: string; label: string }> {
  return facets
    .map(({ value }) => ({ id: value, label: titleOf(value) }))
    .sort((a, b) => a.label.localeCompare(b.label));
}
