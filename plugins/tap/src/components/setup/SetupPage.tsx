import {
  Alert,
  Button,
  Container,
  Flex,
  Header,
  Skeleton,
} from '@backstage/ui';
import { Setup, useSetup } from '../../hooks/useSetup';
import { localTime } from '../../lib/format';
import { PageBreadcrumb } from '../Breadcrumb';
import { BackToList } from '../environment/BackToList';
import { PageMain } from '../PageMain';
import { ReadProblem } from '../ReadProblem';

/** What is wrong with the setup of the portal and what to do, for administrators. */
export function SetupPage() {
  return (
    <PageBreadcrumb label="Setup">
      <SetupContent />
    </PageBreadcrumb>
  );
}

function SetupContent() {
  const setup = useSetup();
  const { loading, report, retry } = setup;
  return (
    <PageMain title="Setup">
      <Header
        customActions={
          <>
            <BackToList />
            {report && (
              <Button isPending={loading} onPress={retry} variant="secondary">
                Check again
              </Button>
            )}
          </>
        }
        description={report && `Checked ${localTime(report.checkedAt)}`}
        title="Setup"
      />
      <Container>
        <Flex direction="column" gap="4" mb="8">
          <SetupState {...setup} />
        </Flex>
      </Container>
    </PageMain>
  );
}

function SetupState({ error, isAllowed, loading, report, retry }: Setup) {
  if (isAllowed === false) {
    return (
      <Alert
        description="Administrators of TAP can read it (permission tap.setup.read)."
        icon
        status="info"
        title="You do not have permission to read the setup of this portal"
      />
    );
  }
  if (error) {
    return (
      <ReadProblem
        error={error}
        onRetry={retry}
        title="The setup cannot be checked"
      />
    );
  }
  if (!report) {
    return loading ? <Skeleton height={160} /> : null;
  }
  if (report.findings.length === 0) {
    return (
      <Alert
        description="The stack module is loaded, all targets respond, the events back end is installed, and all administrators and owners are in the catalog."
        icon
        status="success"
        title="No problems found"
      />
    );
  }
  return (
    <>
      {report.findings.map(({ action, code, entityRef, target, text }) => (
        <Alert
          description={action}
          icon
          key={`${code} ${target ?? entityRef}`}
          status="warning"
          title={text}
        />
      ))}
    </>
  );
}
