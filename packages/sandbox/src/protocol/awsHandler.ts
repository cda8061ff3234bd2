import { randomUUID } from 'node:crypto';
import { Request, RequestHandler, Response } from 'express';
import { FaultInjector } from '../faults/FaultInjector';
import { World } from '../resources/World';
import { authenticate, CredentialScope } from './authenticate';
import { AwsError } from './AwsError';
import { CallCounter } from './CallCounter';
import { decodeParams, findTarget, unknownTarget } from './decodeRequest';
import { respond, respondError } from './respond';
import { ServiceRegistry, Target } from './ServiceRegistry';

/** What the AWS endpoint stands on. */
export interface AwsHandlerOptions {
  registry: ServiceRegistry;
  faults: FaultInjector;
  calls: CallCounter;
  /** Account of callers whose access key ID names none. */
  accountId: string;
  world(accountId: string, region: string): World;
  /** Makes the effects of a call durable; called before it is answered. */
  flush(): void;
}

/** Serves every AWS protocol on one path, with faults injected round the call. */
export function awsHandler(options: AwsHandlerOptions): RequestHandler {
  return async (request, response) => {
    const requestId = randomUUID();
    const target = findTarget(request, options.registry);
    try {
      const caller = callerOf(
        authenticate(request.headers, target?.service.name, new Date()),
        options.accountId,
      );
      if (!target) {
        throw unknownTarget(request);
      }
      const call = { ...target, params: decodeParams(request, target) };
      const result = await serve(call, caller, requestId, options, response);
      options.flush();
      if (result !== undefined) {
        respond(response, call, result, requestId);
      }
    } catch (error) {
      options.flush();
      if (!response.destroyed) {
        respondError(response, target, asAwsError(error, request), requestId);
      }
    }
  };
}

/** An operation with its parameters. */
interface Call extends Target {
  params: Record<string, unknown>;
}

/** Who calls. */
interface Caller extends CredentialScope {
  accountId: string;
}

/**
 * An access key ID of twelve digits names the account, so that several accounts
 * can be played.
 */
function callerOf(scope: CredentialScope, accountId: string): Caller {
  return {
    ...scope,
    accountId: /^\d{12}$/.test(scope.accessKeyId)
      ? scope.accessKeyId
      : accountId,
  };
}

/** @returns undefined when a fault has cut the connection */
async function serve(
  call: Call,
  caller: Caller,
  requestId: string,
  options: AwsHandlerOptions,
  response: Response,
): Promise<Record<string, unknown> | undefined> {
  const { faults, calls, world } = options;
  const name = `${call.service.name}:${call.name}`;
  calls.count(name);
  const plan = faults.planCall(call.name, caller.accountId);
  if (plan.throttled) {
    throw new AwsError('Throttling', 'Rate exceeded', 400);
  }
  await plan.delay();
  if (plan.drop === 'before') {
    response.destroy();
    return undefined;
  }
  if (plan.error) {
    throw plan.error;
  }
  if (!call.operation) {
    throw new AwsError(
      call.service.protocol === 'json'
        ? 'UnknownOperationException'
        : 'InvalidAction',
      `The sandbox does not serve ${name}`,
    );
  }
  const result = await call.operation(call.params, {
    world: world(caller.accountId, caller.region),
    region: caller.region,
    accountId: caller.accountId,
    accessKeyId: caller.accessKeyId,
    requestId,
  });
  if (plan.drop === 'after') {
    options.flush();
    response.destroy();
    return undefined;
  }
  return result;
}

function asAwsError(error: unknown, request: Request): AwsError {
  if (error instanceof AwsError) {
    return error;
  }
  const message = error instanceof Error ? error.stack ?? error.message : error;
  process.stderr.write(`Sandbox: ${request.method} failed: ${message}\n`);
  return new AwsError(
    'InternalFailure',
    'The sandbox failed on this request; its log says why',
    500,
  );
}
