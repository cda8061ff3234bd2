import { AccountSettings, DEFAULT_ACCOUNT_SETTINGS } from './AccountSettings';
import express, { Express } from 'express';
import {
  ChangeSetBuilder,
  cloudFormationService,
  HandlerRegistry,
  serviceLookup,
  StackEngine,
  StackStore,
} from './cloudformation';
import { describeState, SandboxState } from './describeState';
import { FaultInjector } from './faults';
import { controlRouter } from './faults/controlRouter';
import { createDatabaseServers, DatabaseServers } from './postgres';
import { Authorizer, Grant } from './iam/Authorizer';
import { IamOptions } from './iam/IamOptions';
import { RoleSessions } from './iam/RoleSessions';
import { awsHandler } from './protocol/awsHandler';
import { CallCounter } from './protocol/CallCounter';
import { rejectForeignHosts } from './protocol/rejectForeignHosts';
import { ServiceRegistry } from './protocol/ServiceRegistry';
import { DEFAULT_READINGS, Readings } from './Readings';
import { resourceHandlers } from './resources';
import { AuthorizedHandler } from './resources/authorization/AuthorizedHandler';
import { withQuota } from './resources/withQuota';
import { World } from './resources/World';
import { services } from './services';
import { Clock } from './state/Clock';
import { DATABASE } from './resources/rds/StoredDatabase';
import { recreateDatabases } from './resources/rds/recreateDatabases';
import { ScopedWorld, scopesWith } from './resources/ScopedWorld';
import { StateStore } from './state/StateStore';

/** Options of {@link assemble}. */
export interface AssemblyOptions {
  speed?: number;
  accountId: string;
  pageSize: number;
  seed?: number;
  iam?: IamOptions;
}

/** The parts of a sandbox. */
export interface Assembly {
  app: Express;
  faults: FaultInjector;
  readings: Readings;
  settings: AccountSettings;
  calls: CallCounter;
  clock: Clock;
  world(accountId: string, region: string): World;
  state(): SandboxState;
  grants(): Grant[];
  /** Starts the databases that were running. */
  resumeDatabases(): Promise<void>;
  /** Resumes unfinished operations. */
  resumeOperations(): void;
  /** Stops operations and databases. */
  stop(): Promise<void>;
}

/** Builds a sandbox on the state in a directory. */
export function assemble(
  directory: string,
  options: AssemblyOptions,
): Assembly {
  const store = StateStore.open(directory);
  const databases = createDatabaseServers({ directory });
  const world = (accountId: string, region: string): World =>
    new ScopedWorld(store, databases, accountId, region);
  const readings = { ...DEFAULT_READINGS };
  const settings = { ...DEFAULT_ACCOUNT_SETTINGS };
  const iam =
    options.iam && new Authorizer(options.iam, new RoleSessions(store));
  const others = services(iam);
  const handlers = resourceHandlers()
    .map(handler => withQuota(handler, settings))
    .map(handler => (iam ? new AuthorizedHandler(handler, iam) : handler));
  const parts = {
    stacks: new StackStore(store),
    handlers: new HandlerRegistry(handlers),
    clock: new Clock(options.speed),
    faults: new FaultInjector(options.seed),
    readings,
    world,
    lookup: serviceLookup(new ServiceRegistry(others), world, {
      readings,
      settings,
      iam,
    }),
    iam,
    pageSize: options.pageSize,
  };
  const engine = new StackEngine(parts);
  const withEngine = { ...parts, engine };
  const changeSets = new ChangeSetBuilder(withEngine);
  const calls = new CallCounter();
  const state = () => describeState(parts.stacks, store, databases);
  const grants = () => iam?.grants() ?? [];
  const app = express();
  app.disable('x-powered-by');
  app.use(rejectForeignHosts);
  app.use(
    '/_sandbox',
    controlRouter({ ...parts, calls, settings, state, grants }),
  );
  app.use(
    express.text({ type: () => true, limit: '5mb' }),
    awsHandler({
      registry: new ServiceRegistry([
        cloudFormationService(withEngine, changeSets),
        ...others,
      ]),
      faults: parts.faults,
      readings: parts.readings,
      settings,
      calls,
      accountId: options.accountId,
      world,
      iam,
      flush: () => store.flush(),
    }),
  );
  return {
    app,
    faults: parts.faults,
    readings: parts.readings,
    settings,
    calls,
    clock: parts.clock,
    world,
    state,
    grants,
    resumeDatabases: async () => {
      await resumeDatabases(databases);
      for (const { accountId, region } of scopesWith(store.names(), DATABASE)) {
        for (const id of await recreateDatabases(world(accountId, region))) {
          process.stderr.write(
            `Sandbox: database ${id} has no data directory; it is empty now\n`,
          );
        }
      }
    },
    resumeOperations: () => {
      engine.resume();
      changeSets.resume();
    },
    stop: async () => {
      changeSets.close();
      await engine.close();
      await databases.stopAll();
      store.close();
    },
  };
}

/** A database that fails to start does not prevent others from starting. */
async function resumeDatabases(databases: DatabaseServers): Promise<void> {
  for (const { id, error } of await databases.resumeAll()) {
    process.stderr.write(
      `Sandbox: database ${id} failed to start: ${error.message}\n`,
    );
  }
}
