import { RoleSession } from '../iam/IamRequest';
import { World } from './World';

/** The properties of a resource with all intrinsic functions resolved. */
export type Properties = Record<string, unknown>;

/** The context that a handler receives. */
export interface ResourceContext {
  logicalId: string;
  stackName: string;
  stackId: string;
  region: string;
  accountId: string;
  /** The stack's tags, which CloudFormation applies to every resource. */
  tags: Record<string, string>;
  clientRequestToken: string;
  /**
   * 12 characters of A-Z0-9, the random part of generated names. The same when
   * an operation is resumed after a crash, different for a replacement.
   */
  suffix: string;
  /** Aborted when the operation is cancelled or the sandbox closes. */
  signal: AbortSignal;
  /**
   * Called by `create` when the object exists, before waiting until it is
   * ready: the "Resource creation Initiated" event. The rollback deletes the
   * object if `create` fails or is aborted after this call. A failure before
   * this call must leave no object behind.
   */
  initiated(physicalId: string): void;
  /** Waits in sandbox time, which runs `speed` times faster than real time. */
  wait(seconds: number): Promise<void>;
  /** The physical objects of this account and region. */
  world: World;
  /** The role with which CloudFormation calls; undefined for the root user. */
  principal?: RoleSession;
}

/** The result of a creation or an update. */
export interface ResourceResult {
  /** The value of `Ref`. A change in an update means a replacement. */
  physicalId: string;
  /** The values of `Fn::GetAtt`, by attribute name (`Endpoint.Address`). */
  attributes: Record<string, unknown>;
}

/**
 * The handler of a CloudFormation resource type.
 *
 * A restarted sandbox repeats an interrupted call with the same context, so
 * every method must be idempotent: derive generated names from `ctx.suffix` and
 * adopt existing objects.
 */
export interface ResourceHandler {
  /** For example `AWS::RDS::DBInstance`. */
  type: string;
  /**
   * Properties whose change requires a replacement, only for a type that
   * `RESOURCE_TYPES` of @tap/aws-facts does not have.
   */
  createOnly?: readonly string[];
  /**
   * False if the type does not support tags; changes of stack tags are ignored.
   */
  taggable?: boolean;
  /** The value of `Ref` of the object that `create` will create. */
  plannedId(ctx: ResourceContext, properties: Properties): string;
  /** Throws a {@link ResourceFailure} for properties that AWS rejects. */
  validate?(properties: Properties): void;
  /** Whether an in-place update interrupts the resource. */
  restarts?(oldProperties: Properties, newProperties: Properties): boolean;
  create(ctx: ResourceContext, properties: Properties): Promise<ResourceResult>;
  update(
    ctx: ResourceContext,
    physicalId: string,
    properties: Properties,
    oldProperties: Properties,
  ): Promise<ResourceResult>;
  /** Deletes the object; succeeds if it does not exist. */
  delete(
    ctx: ResourceContext,
    physicalId: string,
    properties: Properties,
  ): Promise<void>;
  /** Deletes the object after a final snapshot (deletion policy `Snapshot`). */
  snapshot?(
    ctx: ResourceContext,
    physicalId: string,
    properties: Properties,
  ): Promise<void>;
  /** The actual properties, for drift detection. */
  drift?(
    ctx: ResourceContext,
    physicalId: string,
    properties: Properties,
  ): Promise<Properties>;
}

/**
 * The reason why a resource could not be created, changed or deleted, with
 * AWS's message.
 */
export class ResourceFailure extends Error {
  /**
   * @param reason - the message of the service, for example `Invalid DB
   *   instance class`
   * @param handlerErrorCode - code of the resource provider contract, for
   *   example `InvalidRequest`, `AlreadyExists`, `NotStabilized`:
   *   https://docs.aws.amazon.com/cloudformation-cli/latest/userguide/resource-type-test-contract-errors.html
   */
  constructor(
    readonly reason: string,
    readonly handlerErrorCode: string = 'GeneralServiceException',
  ) {
    super(reason);
    this.name = 'ResourceFailure';
  }
}
