import { useApi } from '@backstage/frontend-plugin-api';
import { Alert, Button, Flex, Text } from '@backstage/ui';
import { DriftReport } from '@tap/plugin-tap-common';
import { useEffect, useRef, useState } from 'react';
import { tapApiRef } from '../api';
import { useEnvironment } from '../hooks/useEnvironment';
import { errorText } from '../lib/errorText';
import { DriftReportView } from './DriftReportView';
import { EnvironmentCard } from './EnvironmentCard';
import { ProgressBar } from './ProgressBar';

type Drift =
  | { state: 'unasked' | 'detecting' }
  | { state: 'failed'; error: unknown }
  | { state: 'known'; report: DriftReport };

/** Shows on request whether the environment was changed outside CloudFormation. */
export function DriftCard() {
  const { suffix, target } = useEnvironment();
  const api = useApi(tapApiRef);
  const [drift, setDrift] = useState<Drift>({ state: 'unasked' });
  const leaving = useRef<AbortController>();
  useEffect(() => () => leaving.current?.abort(), []);

  const detect = async () => {
    const { signal } = (leaving.current = new AbortController());
    const update = (news: Drift) => !signal.aborted && setDrift(news);
    update({ state: 'detecting' });
    try {
      const report = await api.detectDrift({ suffix, target }, { signal });
      update({ state: 'known', report });
    } catch (error) {
      update({ state: 'failed', error });
    }
  };

  return (
    <EnvironmentCard
      actions={
        <Button
          isDisabled={drift.state === 'detecting'}
          onPress={detect}
          variant="secondary"
        >
          Detect drift
        </Button>
      }
      title="Drift"
    >
      <div aria-live="polite">
        <Flex direction="column" gap="3">
          {drift.state === 'unasked' && (
            <Text color="secondary">
              Compares each resource with the template of the stack, and shows
              what was changed outside CloudFormation.
            </Text>
          )}
          {drift.state === 'detecting' && (
            <>
              <Text>
                Comparing each resource. This takes a few minutes on AWS.
              </Text>
              <ProgressBar done={0} label="Detecting drift" total={0} />
            </>
          )}
          {drift.state === 'failed' && (
            <Alert
              description={errorText(drift.error)}
              icon
              role="alert"
              status="warning"
              title="Drift could not be detected"
            />
          )}
          {drift.state === 'known' && <DriftReportView report={drift.report} />}
        </Flex>
      </div>
    </EnvironmentCard>
  );
}
