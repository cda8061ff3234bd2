import { Readings } from '../../Readings';
import { FaultInjector } from '../../faults/FaultInjector';
import { Authorizer } from '../../iam/Authorizer';
import { RoleSession } from '../../iam/IamRequest';
import { World } from '../../resources/World';
import { Clock } from '../../state/Clock';
import { StackStore } from '../StackStore';
import { HandlerRegistry } from './HandlerRegistry';

/** Dependencies of the CloudFormation engine. */
export interface EngineParts {
  stacks: StackStore;
  handlers: HandlerRegistry;
  clock: Clock;
  faults: FaultInjector;
  readings: Readings;
  world(accountId: string, region: string): World;
  /**
   * Reads the value that a dynamic reference or an SSM-typed parameter names.
   */
  lookup: ValueLookup;
  /** Undefined if the sandbox does not enforce IAM. */
  iam?: Authorizer;
}

/** Reads values from other services. */
export interface ValueLookup {
  /**
   * @returns undefined if the parameter does not exist
   * @throws ResourceFailure `AccessDenied`
   */
  ssmParameter(scope: LookupScope, name: string): Promise<string | undefined>;
  /**
   * @returns undefined if the secret does not exist
   * @throws ResourceFailure `AccessDenied`
   */
  secretString(
    scope: LookupScope,
    secretId: string,
    version: { stage?: string; id?: string },
  ): Promise<string | undefined>;
}

/** The account and region of a lookup, and the role that looks up. */
export interface LookupScope {
  accountId: string;
  region: string;
  runsAs?: RoleSession;
}
