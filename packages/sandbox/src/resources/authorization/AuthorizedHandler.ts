import { randomUUID } from 'node:crypto';
import { handlerActions, HandlerName } from '@tap/aws-facts';
import { Authorizer } from '../../iam/Authorizer';
import { CallFacts, requestsOf } from '../../iam/requestsOf';
import {
  Properties,
  ResourceContext,
  ResourceFailure,
  ResourceHandler,
  ResourceResult,
} from '../ResourceHandler';
import { findStored } from '../StoredResource';
import { checkKeyPolicy } from './checkKeyPolicy';
import { checkRequest } from './checkRequest';
import { HandlerCall } from './HandlerCall';
import { handlerFacts, isCalled, passedTo } from './handlerFacts';

/**
 * A handler that needs the IAM actions of its schema. They are checked before
 * the handler changes anything; those to read the object, after it.
 */
export class AuthorizedHandler implements ResourceHandler {
  readonly type: string;
  readonly createOnly?: readonly string[];
  readonly taggable?: boolean;
  readonly snapshot: ResourceHandler['snapshot'];
  readonly drift: ResourceHandler['drift'];

  constructor(
    private readonly handler: ResourceHandler,
    private readonly iam: Authorizer,
  ) {
    this.type = handler.type;
    this.createOnly = handler.createOnly;
    this.taggable = handler.taggable;
    this.snapshot =
      handler.snapshot &&
      (async (ctx, physicalId, properties) => {
        await this.demand('delete', ctx, properties, physicalId);
        await handler.snapshot!(ctx, physicalId, properties);
      });
    this.drift =
      handler.drift &&
      (async (ctx, physicalId, properties) => {
        await this.demand('read', ctx, properties, physicalId);
        return handler.drift!(ctx, physicalId, properties);
      });
  }

  plannedId(ctx: ResourceContext, properties: Properties): string {
    return this.handler.plannedId(ctx, properties);
  }

  validate(properties: Properties): void {
    this.handler.validate?.(properties);
  }

  restarts(before: Properties, after: Properties): boolean {
    return this.handler.restarts?.(before, after) ?? false;
  }

  async create(
    ctx: ResourceContext,
    properties: Properties,
  ): Promise<ResourceResult> {
    const plannedId = this.plannedId(ctx, properties);
    await this.demand('create', ctx, properties, plannedId);
    const result = await this.handler.create(ctx, properties);
    await this.demand('read', ctx, properties, result.physicalId);
    return result;
  }

  async update(
    ctx: ResourceContext,
    physicalId: string,
    properties: Properties,
    oldProperties: Properties,
  ): Promise<ResourceResult> {
    await this.demand('update', ctx, properties, physicalId);
    const result = await this.handler.update(
      ctx,
      physicalId,
      properties,
      oldProperties,
    );
    await this.demand('read', ctx, properties, result.physicalId);
    return result;
  }

  async delete(
    ctx: ResourceContext,
    physicalId: string,
    properties: Properties,
  ): Promise<void> {
    await this.demand('delete', ctx, properties, physicalId);
    await this.handler.delete(ctx, physicalId, properties);
  }

  /** @throws ResourceFailure `AccessDenied` for the first action that is denied */
  private async demand(
    handler: HandlerName,
    ctx: ResourceContext,
    properties: Properties,
    physicalId: string,
  ): Promise<void> {
    if (!ctx.principal) {
      return;
    }
    // CloudFormation does not know the properties of an incomplete object.
    const stored = findStored(ctx.world, this.type, physicalId);
    const call = {
      type: this.type,
      handler,
      ctx,
      properties: { ...stored?.properties, ...properties },
      physicalId,
    };
    const actions = handlerActions(this.type, handler).filter(action =>
      isCalled(call, action),
    );
    const factsOf = handlerFacts(call);
    for (const action of actions) {
      await this.demandAction(call, action, factsOf(action));
    }
    if (handler === 'create' || handler === 'update') {
      checkKeyPolicy(this.iam.resourcePolicies, call);
    }
  }

  private async demandAction(
    call: HandlerCall,
    action: string,
    facts: CallFacts,
  ): Promise<void> {
    for (const request of await requestsOf(action, facts)) {
      const service = passedTo(call, request.resource);
      const context = service
        ? { ...request.context, 'iam:PassedToService': service }
        : request.context;
      const denial = checkRequest(this.iam, call.ctx, { ...request, context });
      if (denial) {
        const [name] = action.split(':');
        throw new ResourceFailure(
          `${denial.message} (Service: ${capitalized(
            name,
          )}, Status Code: 403, Request ID: ${randomUUID()})`,
          'AccessDenied',
        );
      }
    }
  }
}

/** Services as handlers write them, for example `Rds`. */
function capitalized(name: string): string {
  return name[0].toUpperCase() + name.slice(1);
}
