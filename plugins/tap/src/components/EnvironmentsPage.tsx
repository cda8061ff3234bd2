import { Container } from '@backstage/ui';
import { EnvironmentsTable } from './EnvironmentsTable';
import { EnvironmentsHeader } from './EnvironmentsHeader';
import { useEnvironments } from '../hooks/useEnvironments';

/** All environments with owner, age, size, expiry and monthly cost. */
export function EnvironmentsPage() {
  const environments = useEnvironments();
  return (
    <>
      <EnvironmentsHeader rows={environments.rows} />
      <Container>
        <EnvironmentsTable {...environments} />
      </Container>
    </>
  );
}
