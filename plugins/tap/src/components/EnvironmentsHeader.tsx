import { Header } from '@backstage/ui';
import { EnvironmentRow } from '../hooks/useEnvironments';
import { monthlyPrice } from '../lib/format';
import { NewEnvironmentLink } from './NewEnvironmentLink';

/**
 * Header of the environments page, with a link to the request form.
 *
 * @param props - `shown`: the rows that match the filter, for their number and cost; `count`: number of all rows; `isEmpty`: whether
 *   the page below has the link to the form instead
 */
export function EnvironmentsHeader(props: {
  shown?: EnvironmentRow[];
  count: number;
  isEmpty: boolean;
}) {
  const { count, isEmpty, shown } = props;
  return (
    <Header
      customActions={isEmpty ? undefined : <NewEnvironmentLink />}
      description={shown && count > 0 ? summary(shown, count) : undefined}
      title="PostgreSQL environments"
    />
  );
}

function summary(shown: EnvironmentRow[], count: number): string {
  const all = count === 1 ? '1 environment' : `${count} environments`;
  const number = shown.length === count ? all : `${shown.length} of ${all}`;
  const total = shown.reduce((sum, row) => sum + (row.monthlyUsd ?? 0), 0);
  return total > 0 ? `${number}, ${monthlyPrice(total)} by list price` : number;
}
