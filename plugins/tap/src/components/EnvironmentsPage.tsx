import { Container } from '@backstage/ui';
import { EnvironmentsTable } from './EnvironmentsTable';
import { EnvironmentsHeader } from './EnvironmentsHeader';
import { useEnvironments } from '../hooks/useEnvironments';

/** Every environment: whose, how old, how large, until when, at what price. */
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
