import { useRouteRef } from '@backstage/frontend-plugin-api';
import { ButtonLink, Header } from '@backstage/ui';
import { RiAddLine } from '@remixicon/react';
import { EnvironmentRow } from '../hooks/useEnvironments';
import { monthlyPrice } from '../lib/format';
import { newEnvironmentRouteRef } from '../routes';

/** Header of the environments page, with the total cost and a link to the request form. */
export function EnvironmentsHeader(props: { rows?: EnvironmentRow[] }) {
  const newRoute = useRouteRef(newEnvironmentRouteRef);
  const { rows } = props;
  return (
    <Header
      customActions={
        newRoute && (
          <ButtonLink
            href={newRoute()}
            iconStart={<RiAddLine aria-hidden="true" />}
            variant="primary"
          >
            New environment
          </ButtonLink>
        )
      }
      description={rows && summary(rows)}
      title="PostgreSQL environments"
    />
  );
}

function summary(rows: EnvironmentRow[]): string {
  const count =
    rows.length === 1 ? '1 environment' : `${rows.length} environments`;
  const total = rows.reduce((sum, row) => sum + (row.monthlyUsd ?? 0), 0);
  return total > 0 ? `${count}, ${monthlyPrice(total)} by list price` : count;
}
