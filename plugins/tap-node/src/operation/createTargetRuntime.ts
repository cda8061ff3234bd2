import { LoggerService } from '@backstage/backend-plugin-api';
import { Config } from '@backstage/config';
import { AccountFacts } from '../aws/AccountFacts';
import { AlarmApi } from '../aws/AlarmApi';
import { AwsCaller } from '../aws/AwsCaller';
import { AwsClients, AwsTimeouts, createAwsClients } from '../aws/AwsClients';
import { ChangeSetApi } from '../aws/ChangeSetApi';
import { DatabaseApi } from '../aws/DatabaseApi';
import { DriftApi } from '../aws/DriftApi';
import { NetworkApi } from '../aws/NetworkApi';
import { PriceApi } from '../aws/PriceApi';
import { QuotaApi } from '../aws/QuotaApi';
import { RateBudget } from '../aws/RateBudget';
import { SharedReads } from '../aws/SharedReads';
import { StackApi } from '../aws/StackApi';
import { StackLookup } from '../aws/StackLookup';
import { Target } from '../config';
import { pricingRegion } from '../prices/pricingRegion';
import { RegionPrices } from '../prices/RegionPrices';
import { StackModule } from '../stackModule';
import { Synthesizer } from '../synthesis';
import { StackWatcher, WatchTiming } from '../watch';
import { AddressRanges } from './AddressRanges';
import { TargetRuntime } from './TargetRuntime';

/** Calls per second to CloudWatch, EC2, RDS and SSM together, far below their limits. */
const OTHER_CALLS_PER_SECOND = 10;

/**
 * How long what is in use of a quota is shared, in milliseconds, so that many plans and many creations cause few calls. Other requests
 * can use up a quota after any read; CloudFormation then reports it, and the creation leaves nothing.
 */
const QUOTA_USE_SHARED_FOR_MS = { operations: 10_000, queries: 60_000 };

/**
 * Creates the dependencies of operations and queries on one target. Both use the same rate budgets; the calls of
 * queries have the lowest priority, so that plans do not delay operations.
 *
 * @returns one runtime for operations, one for queries, a function that loads what their first calls need, and one that stops
 *   both
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
}): {
  runtime: TargetRuntime;
  queries: TargetRuntime;
  load: () => Promise<void>;
  stop: () => void;
} {
  const { portal, target, logger, synthesizer, timing } = options;
  const where = `account ${target.accountId}, ${target.region}`;
  const clients = createAwsClients(target, options.config, options.timeouts);
  const budget = new RateBudget(target.callsPerSecond);
  const otherBudget = new RateBudget(OTHER_CALLS_PER_SECOND);
  const caller = new AwsCaller(budget, where);
  const otherCaller = new AwsCaller(otherBudget, where);
  const stacks = new StackApi(clients.cloudFormation, caller);
  const lookup = new StackLookup(stacks, budget);
  const watcher = new StackWatcher(lookup, timing, logger);
  const pollMs = timing.shortest;
  const apis = createApis(clients, {
    caller,
    otherCaller,
    pollMs,
    quotaUseSharedForMs: QUOTA_USE_SHARED_FOR_MS.operations,
  });
  const runtime: TargetRuntime = {
    portal,
    target,
    stacks,
    lookup,
    ...apis,
    addressRanges: new AddressRanges({ network: apis.network, stacks }),
    // Read once an hour, with the priority of operations, because operations wait for the same result.
    facts: new AccountFacts(clients, otherCaller),
    prices: new RegionPrices(
      target.region,
      pricingRegion(target.region) === undefined
        ? undefined
        : new PriceApi(clients.pricing, otherCaller.forQueries()),
      logger,
    ),
    watcher,
    stackModule: options.stackModule,
    synthesizer,
    logger,
  };
  const queryCaller = caller.forQueries();
  const queryStacks = new StackApi(clients.cloudFormation, queryCaller);
  const queryApis = createApis(clients, {
    caller: queryCaller,
    otherCaller: otherCaller.forQueries(),
    pollMs,
    quotaUseSharedForMs: QUOTA_USE_SHARED_FOR_MS.queries,
  });
  return {
    runtime,
    queries: {
      ...runtime,
      stacks: queryStacks,
      lookup: new StackLookup(queryStacks, budget, 'query'),
      ...queryApis,
      // Plans reserve nothing that operations would have to respect.
      addressRanges: new AddressRanges({
        network: queryApis.network,
        stacks: queryStacks,
      }),
      synthesizer: {
        synthesize: input => synthesizer.synthesize(input, 'query'),
      },
    },
    load: () => clients.load(),
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
  options: {
    caller: AwsCaller;
    otherCaller: AwsCaller;
    pollMs: number;
    quotaUseSharedForMs: number;
  },
) {
  const { caller, otherCaller, pollMs } = options;
  const client = clients.cloudFormation;
  return {
    changeSets: new ChangeSetApi(client, caller, pollMs),
    drift: new DriftApi(client, caller, pollMs),
    databases: new DatabaseApi(clients.rds, otherCaller),
    alarms: new AlarmApi(clients.cloudWatch, otherCaller),
    network: new NetworkApi(clients.ec2, otherCaller),
    quotas: new QuotaApi(
      clients,
      otherCaller,
      new SharedReads(options.quotaUseSharedForMs),
    ),
  };
}
