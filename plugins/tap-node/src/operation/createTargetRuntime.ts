import { LoggerService } from '@backstage/backend-plugin-api';
import { Config } from '@backstage/config';
import { AccountFacts } from '../aws/AccountFacts';
import { AwsCaller } from '../aws/AwsCaller';
import { AwsClients, AwsTimeouts, createAwsClients } from '../aws/AwsClients';
import { ChangeSetApi } from '../aws/ChangeSetApi';
import { DatabaseApi } from '../aws/DatabaseApi';
import { DriftApi } from '../aws/DriftApi';
import { NetworkApi } from '../aws/NetworkApi';
import { RateBudget } from '../aws/RateBudget';
import { StackApi } from '../aws/StackApi';
import { StackLookup } from '../aws/StackLookup';
import { Target } from '../config';
import { StackModule } from '../stackModule';
import { Synthesizer } from '../synthesis';
import { StackWatcher, WatchTiming } from '../watch';
import { TargetRuntime } from './TargetRuntime';

/** Calls per second to EC2, RDS and SSM together, far below what they grant. */
const OTHER_CALLS_PER_SECOND = 10;

/**
 * Puts together what operations and queries on one target work with. Both draw on the same rate budgets; the calls of
 * queries go last, whatever they are, so that plans and the like never keep an operation waiting.
 *
 * @returns one runtime for operations, one for queries, and what stops both
 * @internal
 */
export function createTargetRuntime(options: {
  target: Target;
  portal: string;
  config: Config;
  logger: LoggerService;
  stackModule: StackModule;
  synthesizer: Synthesizer;
  timing: WatchTiming;
  timeouts?: AwsTimeouts;
}): { runtime: TargetRuntime; queries: TargetRuntime; stop: () => void } {
  const { portal, target, logger, synthesizer, timing } = options;
  const where = `account ${target.accountId}, ${target.region}`;
  const clients = createAwsClients(target, options.config, options.timeouts);
  const budget = RateBudget.create({ callsPerSecond: target.callsPerSecond });
  const otherBudget = RateBudget.create({
    callsPerSecond: OTHER_CALLS_PER_SECOND,
  });
  const caller = AwsCaller.create({ budget, where });
  const otherCaller = AwsCaller.create({ budget: otherBudget, where });
  const stacks = StackApi.create({ client: clients.cloudFormation, caller });
  const lookup = StackLookup.create({ api: stacks, budget });
  const watcher = StackWatcher.create({ lookup, timing, logger });
  const pollMs = timing.shortest;
  const runtime: TargetRuntime = {
    portal,
    target,
    stacks,
    lookup,
    ...createApis(clients, { caller, otherCaller, pollMs }),
    // Read once an hour. Operations wait for the same answer, so queries do not make it wait.
    facts: AccountFacts.create({ ...clients, caller: otherCaller }),
    watcher,
    stackModule: options.stackModule,
    synthesizer,
    logger,
  };
  const queryCaller = caller.forQueries();
  const queryStacks = StackApi.create({
    client: clients.cloudFormation,
    caller: queryCaller,
  });
  return {
    runtime,
    queries: {
      ...runtime,
      stacks: queryStacks,
      lookup: StackLookup.create({
        api: queryStacks,
        budget,
        priority: 'query',
      }),
      ...createApis(clients, {
        caller: queryCaller,
        otherCaller: otherCaller.forQueries(),
        pollMs,
      }),
      synthesizer: {
        synthesize: input => synthesizer.synthesize(input, 'query'),
      },
    },
    stop: () => {
      watcher.stop();
      budget.stop();
      otherBudget.stop();
      clients.destroy();
    },
  };
}

function createApis(
  clients: AwsClients,
  options: { caller: AwsCaller; otherCaller: AwsCaller; pollMs: number },
) {
  const { caller, otherCaller, pollMs } = options;
  const client = clients.cloudFormation;
  return {
    changeSets: ChangeSetApi.create({ client, caller, pollMs }),
    drift: DriftApi.create({ client, caller, pollMs }),
    databases: DatabaseApi.create({ rds: clients.rds, caller: otherCaller }),
    network: NetworkApi.create({ ec2: clients.ec2, caller: otherCaller }),
  };
}
