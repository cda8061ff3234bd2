import { AccountSettings } from '../AccountSettings';
import { Readings } from '../Readings';
import { RoleSession } from '../iam/IamRequest';
import { CallFacts } from '../iam/requestsOf';
import { World } from '../resources/World';

/** Information about the caller of an operation. */
export interface OperationContext {
  world: World;
  readings: Readings;
  settings: AccountSettings;
  region: string;
  accountId: string;
  accessKeyId: string;
  requestId: string;
  /** The role that calls; undefined for the root user of the account. */
  principal?: RoleSession;
}

/** What IAM evaluates for an operation. */
export interface OperationPermissions
  extends Partial<Pick<CallFacts, 'resources' | 'requestTags' | 'context'>> {
  /** Default: the operation of the service. */
  actions?: readonly string[];
}

/**
 * An operation of a service.
 *
 * @param params - for `json` the body; for `query` and `ec2` nested objects and
 *   arrays whose leaves are strings (`Filters: [{ Name, Values: [..] }]`)
 * @returns the members of the response. For `query` and `ec2` an array becomes
 *   the list element wrapping of the protocol; name list items with {@link
 *   named} if AWS does not call them `member` (query) or `item` (ec2)
 * @throws AwsError for an error response
 */
export type Operation = (
  params: Record<string, unknown>,
  ctx: OperationContext,
) => Promise<Record<string, unknown>>;

/** The operations of one AWS service. */
export interface Service {
  /**
   * Signing name in the credential scope, for example `rds`, `secretsmanager`.
   */
  name: string;
  protocol: 'query' | 'ec2' | 'json';
  /** API version of the query protocols (`2014-10-31`). */
  version?: string;
  /** XML namespace of responses of the query protocols. */
  xmlNamespace?: string;
  /** Prefix of X-Amz-Target of the JSON protocol (`secretsmanager`). */
  targetPrefix?: string;
  operations: Record<string, Operation>;
  /** What the operations need. Default: their actions, on any resource. */
  permissions?(
    operation: string,
    params: Record<string, unknown>,
    ctx: OperationContext,
  ): OperationPermissions;
}

/** A list whose items have their own element name in XML (RDS: `DBInstance`). */
export class NamedList {
  constructor(readonly itemName: string, readonly items: unknown[]) {}
}

/** Shorthand for {@link NamedList}. */
export function named(itemName: string, items: unknown[]): NamedList {
  return new NamedList(itemName, items);
}
