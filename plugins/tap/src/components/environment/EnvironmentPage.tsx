import {
  BreadcrumbEntry,
  useRouteRef,
  useRouteRefParams,
} from '@backstage/frontend-plugin-api';
import { Container, Flex, Skeleton } from '@backstage/ui';
import {
  EnvironmentProvider,
  useEnvironment,
} from '../../hooks/useEnvironment';
import { environmentRouteRef } from '../../routes';
import { PageMain } from '../PageMain';
import { ReadProblem } from '../ReadProblem';
import { EnvironmentTabs } from './EnvironmentTabs';
import { PastEnvironment } from './PastEnvironment';

/**
 * The address of an environment: its page while it exists, its receipt after its teardown, and otherwise the information that
 * there has never been one.
 */
export function EnvironmentPage() {
  const { suffix, target } = useRouteRefParams(environmentRouteRef);
  const href = useRouteRef(environmentRouteRef)?.({ suffix, target }) ?? '';
  return (
    <BreadcrumbEntry entry={{ label: suffix, href }}>
      {/* The state of another environment is not that of this one. */}
      <EnvironmentProvider
        key={`${target}/${suffix}`}
        suffix={suffix}
        target={target}
      >
        <PageMain title={suffix}>
          <Content />
        </PageMain>
      </EnvironmentProvider>
    </BreadcrumbEntry>
  );
}

function Content() {
  const { environment, progress } = useEnvironment();
  if (environment) {
    return <EnvironmentTabs environment={environment} />;
  }
  if (progress.value) {
    return <PastEnvironment />;
  }
  return (
    <Container>
      {progress.error === undefined ? (
        <Flex aria-label="Loading" direction="column" gap="4" role="status">
          <Skeleton height={40} width="30%" />
          <Skeleton height={240} width="100%" />
        </Flex>
      ) : (
        <ReadProblem
          error={progress.error}
          onRetry={progress.refresh}
          title="The environment could not be read"
        />
      )}
    </Container>
  );
}
