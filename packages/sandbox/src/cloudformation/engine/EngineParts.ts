import { FaultInjector } from '../../faults/FaultInjector';
import { World } from '../../resources/World';
import { Clock } from '../../state/Clock';
import { StackStore } from '../StackStore';
import { HandlerRegistry } from './HandlerRegistry';

/** What the CloudFormation engine stands on. */
export interface EngineParts {
  stacks: StackStore;
  handlers: HandlerRegistry;
  clock: Clock;
  faults: FaultInjector;
  world(accountId: string, region: string): World;
  /** Reads what a dynamic reference or an SSM-typed parameter names. */
  lookup: ValueLookup;
}

/** Values kept by other services. */
export interface ValueLookup {
  /** @returns undefined where there is no such parameter */
  ssmParameter(scope: LookupScope, name: string): Promise<string | undefined>;
  /** @returns undefined where there is no such secret */
  secretString(
    scope: LookupScope,
    secretId: string,
    version: { stage?: string; id?: string },
  ): Promise<string | undefined>;
}

/** Where a value is looked up. */
export interface LookupScope {
  accountId: string;
  region: string;
}
