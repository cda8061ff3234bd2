import { Header } from '@backstage/ui';
import { Environments } from '../hooks/useEnvironments';
import { monthlyPrice } from '../lib/format';
import { NewEnvironmentLink } from './NewEnvironmentLink';

type Totals = Pick<Environments, 'allItems' | 'monthlyUsd' | 'totalItems'>;

/**
 * Header of the environments page, with a link to the request form.
 *
 * @param props - `totals`: number and cost of the environments; `isEmpty`: whether the page below has the link to the form instead
 */
export function EnvironmentsHeader(props: {
  totals?: Totals;
  isEmpty: boolean;
}) {
  const { isEmpty, totals } = props;
  return (
    <Header
      customActions={isEmpty ? undefined : <NewEnvironmentLink />}
      description={totals?.allItems ? summary(totals) : undefined}
      title="PostgreSQL environments"
    />
  );
}

function summary({ allItems, monthlyUsd, totalItems }: Totals): string {
  const all = allItems === 1 ? '1 environment' : `${allItems} environments`;
  const number = totalItems === allItems ? all : `${totalItems} of ${all}`;
  return monthlyUsd > 0
    ? `${number}, ${monthlyPrice(monthlyUsd)} by list price`
    : number;
}
