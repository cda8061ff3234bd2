import { LoggerService } from '@backstage/backend-plugin-api';
import { AccountFacts } from '../aws/AccountFacts';
import { AlarmApi } from '../aws/AlarmApi';
import { ChangeSetApi } from '../aws/ChangeSetApi';
import { DatabaseApi } from '../aws/DatabaseApi';
import { DriftApi } from '../aws/DriftApi';
import { NetworkApi } from '../aws/NetworkApi';
import { QuotaApi } from '../aws/QuotaApi';
import { StackApi } from '../aws/StackApi';
import { StackLookup } from '../aws/StackLookup';
import { Target } from '../config';
import { RegionPrices } from '../prices/RegionPrices';
import { StackModule } from '../stackModule';
import { Synthesizer } from '../synthesis';
import { StackWatcher } from '../watch';
import { AddressRanges } from './AddressRanges';

/** Dependencies of operations and queries on one target. */
export interface TargetRuntime {
  /** ID of this portal. */
  portal: string;
  target: Target;
  stacks: StackApi;
  lookup: StackLookup;
  changeSets: ChangeSetApi;
  databases: DatabaseApi;
  alarms: AlarmApi;
  drift: DriftApi;
  network: NetworkApi;
  quotas: QuotaApi;
  addressRanges: AddressRanges;
  facts: AccountFacts;
  prices: RegionPrices;
  watcher: StackWatcher;
  /** What describes the stacks; its templates are made by the synthesizer. */
  stackModule: StackModule;
  synthesizer: Pick<Synthesizer, 'synthesize'>;
  logger: LoggerService;
}
