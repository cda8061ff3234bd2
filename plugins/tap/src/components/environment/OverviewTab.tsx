import { Flex } from '@backstage/ui';
import { Environment } from '@tap/plugin-tap-common';
import { useAlarms } from '../../hooks/useAlarms';
import { AlarmsCard } from '../AlarmsCard';
import { ConnectCard } from '../ConnectCard';
import { OverviewCard } from '../OverviewCard';
import { StatusCard } from '../StatusCard';
import { AttentionAlerts } from './AttentionAlerts';

/**
 * What needs attention, the operation in progress, the settings, how to connect, and the alarms. They need attention if one is in
 * the state ALARM, unless the database is stopped and has no metrics.
 */
export function OverviewTab(props: { environment: Environment }) {
  const { environment } = props;
  const alarms = useAlarms();
  const needAttention =
    environment.status !== 'stopped' &&
    alarms.value?.some(({ state }) => state === 'ALARM');
  return (
    <Flex direction="column" gap="4">
      <AttentionAlerts environment={environment} />
      <StatusCard />
      {needAttention && <AlarmsCard alarms={alarms} />}
      <OverviewCard />
      <ConnectCard />
      {!needAttention && <AlarmsCard alarms={alarms} />}
    </Flex>
  );
}
