import { World } from './World';

/** A resource's properties with every intrinsic function resolved. */
export type Properties = Record<string, unknown>;

/** What a handler is told about the resource it works on. */
export interface ResourceContext {
  logicalId: string;
  stackName: string;
  stackId: string;
  region: string;
  accountId: string;
  /** The stack's tags, which CloudFormation puts on every resource. */
  tags: Record<string, string>;
  clientRequestToken: string;
  /**
   * 12 characters of A-Z0-9, the random tail of generated names. The same when an
   * operation is resumed after a crash, another one for a replacement.
   */
  suffix: string;
  /** Aborted when the operation is cancelled or the sandbox closes. */
  signal: AbortSignal;
  /**
   * To be called by `create` as soon as the object exists, before waiting for it
   * to be ready: the "Resource creation Initiated" event. What was initiated is
   * deleted by the rollback when `create` fails or is aborted later on; whatever
   * fails before has to leave nothing behind.
   */
  initiated(physicalId: string): void;
  /** Waits sandbox time, which runs `speed` times faster than the clock. */
  wait(seconds: number): Promise<void>;
  /** The objects of this account and region. */
  world: World;
}

/** What exists after a create or an update. */
export interface ResourceResult {
  /** What `Ref` gives. A changed one after an update means a replacement. */
  physicalId: string;
  /** What `Fn::GetAtt` gives, by attribute name (`Endpoint.Address`). */
  attributes: Record<string, unknown>;
}

/**
 * One CloudFormation resource type.
 *
 * A sandbox that was killed runs the interrupted call again with the same
 * context, so every method has to bear being run twice: derive generated names
 * from `ctx.suffix`, and adopt what is there already.
 */
export interface ResourceHandler {
  /** e.g. `AWS::RDS::DBInstance` */
  type: string;
  /** Properties (dot paths) whose change means replacement, by AWS's reference. */
  createOnly: readonly string[];
  /** False where the type takes no tags: a change of the stack's skips it. */
  taggable?: boolean;
  /** Throws a {@link ResourceFailure} for what AWS refuses. */
  validate?(properties: Properties): void;
  /** Whether an update in place interrupts the resource. */
  restarts?(oldProperties: Properties, newProperties: Properties): boolean;
  create(ctx: ResourceContext, properties: Properties): Promise<ResourceResult>;
  update(
    ctx: ResourceContext,
    physicalId: string,
    properties: Properties,
    oldProperties: Properties,
  ): Promise<ResourceResult>;
  /** Deletes; a target already gone is success. */
  delete(
    ctx: ResourceContext,
    physicalId: string,
    properties: Properties,
  ): Promise<void>;
  /** Deletes after a last snapshot: deletion policy `Snapshot`. */
  snapshot?(
    ctx: ResourceContext,
    physicalId: string,
    properties: Properties,
  ): Promise<void>;
  /** The properties as they really are, for drift detection. */
  drift?(
    ctx: ResourceContext,
    physicalId: string,
    properties: Properties,
  ): Promise<Properties>;
}

/** Why a resource could not be made, changed or deleted, in AWS's words. */
export class ResourceFailure extends Error {
  /**
   * @param reason - what the service says, e.g. `Invalid DB instance class`
   * @param handlerErrorCode - code of the resource provider contract, e.g.
   *   `InvalidRequest`, `AlreadyExists`, `NotStabilized`:
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
