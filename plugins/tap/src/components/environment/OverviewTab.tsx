import { Flex } from '@backstage/ui';
import { Environment } from '@tap/plugin-tap-common';
import { AlarmsCard } from '../AlarmsCard';
import { ConnectCard } from '../ConnectCard';
import { OverviewCard } from '../OverviewCard';
import { StatusCard } from '../StatusCard';
import { AttentionAlerts } from './AttentionAlerts';

/** What needs attention, the operation in progress, the settings, how to connect, and the alarms. */
export function OverviewTab(props: { environment: Environment }) {
  return (
    <Flex direction="column" gap="4">
      <AttentionAlerts environment={props.environment} />
      <StatusCard />
      <OverviewCard />
      <ConnectCard />
      <AlarmsCard />
    </Flex>
  );
}
