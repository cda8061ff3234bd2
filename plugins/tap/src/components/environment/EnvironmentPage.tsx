import { useRouteRefParams } from '@backstage/frontend-plugin-api';
import { Container, Header, Skeleton } from '@backstage/ui';
import {
  EnvironmentProvider,
  useEnvironment,
} from '../../hooks/useEnvironment';
import { environmentRouteRef } from '../../routes';
import { EnvironmentBreadcrumb } from '../Breadcrumb';
import { PageMain } from '../PageMain';
import { ReadProblem } from '../ReadProblem';
import { BackToList } from './BackToList';
import { EnvironmentTabs } from './EnvironmentTabs';
import { PastEnvironment } from './PastEnvironment';

/**
 * The address of an environment: its page while it exists, its receipt after its teardown, and otherwise the information that
 * there has never been one.
 */
export function EnvironmentPage() {
  const { suffix, target } = useRouteRefParams(environmentRouteRef);
  return (
    <EnvironmentBreadcrumb suffix={suffix} target={target}>
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
    </EnvironmentBreadcrumb>
  );
}

function Content() {
  const { environment, progress, suffix } = useEnvironment();
  if (environment) {
    return <EnvironmentTabs environment={environment} />;
  }
  if (progress.value) {
    return <PastEnvironment />;
  }
  return (
    <>
      <Header customActions={<BackToList />} title={suffix} />
      <Container>
        {progress.error === undefined ? (
          <div aria-label="Loading" role="status">
            <Skeleton height={240} width="100%" />
          </div>
        ) : (
          <ReadProblem
            error={progress.error}
            onRetry={progress.refresh}
            title="The environment could not be read"
          />
        )}
      </Container>
    </>
  );
}
