import {
  Accordion,
  AccordionPanel,
  AccordionTrigger,
  Flex,
  Text,
} from '@backstage/ui';
import { AlarmState } from '@tap/plugin-tap-common';
import { useEnvironment } from '../hooks/useEnvironment';
import { Polled } from '../hooks/usePolling';
import { EnvironmentCard } from './EnvironmentCard';
import { AlarmTable } from './AlarmTable';
import { ReadProblem } from './ReadProblem';

/** The CloudWatch alarms of the environment: those that are not OK, and the others collapsed. */
export function AlarmsCard(props: { alarms: Polled<AlarmState[]> }) {
  const { error, refresh, value } = props.alarms;
  const isStopped = useEnvironment().environment?.status === 'stopped';
  if (!value) {
    return error === undefined ? null : (
      <ReadProblem
        error={error}
        onRetry={refresh}
        title="The alarms could not be read"
      />
    );
  }
  const isOk = ({ state }: AlarmState) => state === 'OK';
  const ok = value.filter(isOk);
  const others = value.filter(alarm => !isOk(alarm));
  if (value.length === 0) {
    return null;
  }
  return (
    <EnvironmentCard title="Alarms">
      <Flex direction="column" gap="3">
        {others.length > 0 && (
          <AlarmTable alarms={others} label="Alarms that are not OK" />
        )}
        {ok.length > 0 && (
          <Accordion>
            <AccordionTrigger
              title={`${others.length > 0 ? 'OK' : 'All OK'} (${ok.length})`}
            />
            <AccordionPanel>
              <AlarmTable alarms={ok} label="Alarms that are OK" />
            </AccordionPanel>
          </Accordion>
        )}
        {!value.some(({ isNotified }) => isNotified) && (
          <Text color="secondary" variant="body-small">
            {isStopped
              ? 'The database is stopped and has no metrics, so its alarms send no notifications.'
              : 'These alarms have no actions and send no notifications.'}
          </Text>
        )}
      </Flex>
    </EnvironmentCard>
  );
}
