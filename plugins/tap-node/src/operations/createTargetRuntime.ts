import { LoggerService } from '@backstage/backend-plugin-api';
import { Config } from '@backstage/config';
import { AccountFacts } from '../aws/AccountFacts';
import { AwsCaller } from '../aws/AwsCaller';
import { createAwsClients } from '../aws/AwsClients';
import { ChangeSetApi } from '../aws/ChangeSetApi';
import { DatabaseApi } from '../aws/DatabaseApi';
import { DriftApi } from '../aws/DriftApi';
import { NetworkApi } from '../aws/NetworkApi';
import { RateBudget } from '../aws/RateBudget';
import { StackApi } from '../aws/StackApi';
import { StackLookup } from '../aws/StackLookup';
import { Target } from '../config';
import { Synthesizer } from '../synthesis';
import { StackWatcher, WatchTiming } from '../watch';
import { TargetRuntime } from './TargetRuntime';

/** Calls per second to EC2, RDS and SSM together, far below what they grant. */
const OTHER_CALLS_PER_SECOND = 10;

/**
 * Puts together what operations on one target work with.
 *
 * @returns the runtime, and what stops all of it
 * @internal
 */
export function createTargetRuntime(options: {
  target: Target;
  portal: string;
  config: Config;
  logger: LoggerService;
  synthesizer: Synthesizer;
  timing: WatchTiming;
}): { runtime: TargetRuntime; stop: () => void } {
  const { target, logger, timing } = options;
  const where = `account ${target.accountId}, ${target.region}`;
  const clients = createAwsClients(target, options.config);
  const budget = RateBudget.create({ callsPerSecond: target.callsPerSecond });
  const otherBudget = RateBudget.create({
    callsPerSecond: OTHER_CALLS_PER_SECOND,
  });
  const caller = AwsCaller.create({ budget, where });
  const otherCaller = AwsCaller.create({ budget: otherBudget, where });
  const stacks = StackApi.create({ client: clients.cloudFormation, caller });
  const lookup = StackLookup.create({ api: stacks, budget });
  const watcher = StackWatcher.create({ lookup, timing, logger });
  return {
    runtime: {
      portal: options.portal,
      target,
      stacks,
      lookup,
      changeSets: ChangeSetApi.create({
        client: clients.cloudFormation,
        caller,
        pollMs: timing.shortest,
      }),
      databases: DatabaseApi.create({ rds: clients.rds, caller: otherCaller }),
      drift: DriftApi.create({
        client: clients.cloudFormation,
        caller,
        pollMs: timing.shortest,
      }),
      network: NetworkApi.create({ ec2: clients.ec2, caller: otherCaller }),
      facts: AccountFacts.create({ ...clients, caller: otherCaller }),
      watcher,
      synthesizer: options.synthesizer,
      logger,
    },
    stop: () => {
      watcher.stop();
      budget.stop();
      otherBudget.stop();
      clients.destroy();
    },
  };
}
