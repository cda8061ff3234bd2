import { Container, Flex, Header, Skeleton } from '@backstage/ui';
import { useEnvironment } from '../../hooks/useEnvironment';
import { useOperations } from '../../hooks/useOperations';
import { PageTitle } from '../PageTitle';
import { ReadProblem } from '../ReadProblem';
import { BackToList } from './BackToList';
import { NoEnvironment } from './NoEnvironment';
import { Receipt } from './Receipt';

/** The receipt of an environment that was torn down, or the information that there has never been one. */
export function PastEnvironment() {
  const { suffix, target } = useEnvironment();
  const { error, refresh, value } = useOperations(
    { suffix, target },
    undefined,
  );
  return (
    <>
      <Header customActions={<BackToList />} title={suffix} />
      <Container>
        {value === undefined && error === undefined && (
          <Flex aria-label="Loading" direction="column" gap="4" role="status">
            <Skeleton height={240} width="100%" />
          </Flex>
        )}
        {error !== undefined && (
          <ReadProblem
            error={error}
            onRetry={refresh}
            title="The history of the environment could not be read"
          />
        )}
        {value?.length === 0 && <NoEnvironment />}
        {value && value.length > 0 && (
          <>
            <PageTitle title={`${suffix}: Receipt`} />
            <Receipt operations={value} />
          </>
        )}
      </Container>
    </>
  );
}
