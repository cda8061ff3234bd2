import { World } from '../resources/World';

/** What a service operation is told about its caller. */
export interface OperationContext {
  world: World;
  region: string;
  accountId: string;
  accessKeyId: string;
  requestId: string;
}

/**
 * One operation of a service.
 *
 * @param params - as the client sent them: for `json` the body; for `query` and
 *   `ec2` nested objects and arrays, all leaves strings (`Filters: [{ Name, Values: [..] }]`)
 * @returns the members of the answer. For `query` and `ec2` an array becomes the
 *   list element wrapping of the protocol; name list items with {@link named}
 *   where AWS does not call them `member` (query) or `item` (ec2)
 * @throws AwsError for an answer that is an error
 */
export type Operation = (
  params: Record<string, unknown>,
  ctx: OperationContext,
) => Promise<Record<string, unknown>>;

/** The operations of one AWS service. */
export interface Service {
  /** Signing name in the credential scope, e.g. `rds`, `secretsmanager`. */
  name: string;
  protocol: 'query' | 'ec2' | 'json';
  /** API version of the query protocols (`2014-10-31`). */
  version?: string;
  /** XML namespace of the query protocols' answers. */
  xmlNamespace?: string;
  /** Prefix of X-Amz-Target of the JSON protocol (`secretsmanager`). */
  targetPrefix?: string;
  operations: Record<string, Operation>;
}

/** A list whose items have their own element name in XML (RDS: `DBInstance`). */
export class NamedList {
  constructor(readonly itemName: string, readonly items: unknown[]) {}
}

/** Shorthand for {@link NamedList}. */
export function named(itemName: string, items: unknown[]): NamedList {
  return new NamedList(itemName, items);
}
