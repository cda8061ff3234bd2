import { randomUUID } from 'node:crypto';
import { Request, RequestHandler, Response } from 'express';
import { AccountSettings } from '../AccountSettings';
import { FaultInjector } from '../faults/FaultInjector';
import { Readings } from '../Readings';
import { Authorizer } from '../iam/Authorizer';
import { authorizeOperation } from '../iam/authorizeOperation';
import { RoleSession } from '../iam/IamRequest';
import { TimedSession } from '../iam/RoleSessions';
import { World } from '../resources/World';
import { accountOf } from './accessKeyOf';
import { authenticate, CredentialScope } from './authenticate';
import { assertNotExpired } from './assertNotExpired';
import { AwsError } from './AwsError';
import { CallCounter } from './CallCounter';
import { decodeParams, findTarget, unknownTarget } from './decodeRequest';
import { respond, respondError } from './respond';
import { ServiceRegistry, Target } from './ServiceRegistry';

/** Dependencies of the AWS endpoint. */
export interface AwsHandlerOptions {
  registry: ServiceRegistry;
  faults: FaultInjector;
  readings: Readings;
  settings: AccountSettings;
  calls: CallCounter;
  /** Account of callers whose access key ID is not an account. */
  accountId: string;
  world(accountId: string, region: string): World;
  /** Undefined if the sandbox does not enforce IAM. */
  iam?: Authorizer;
  /**
   * Flushes the effects of a call to disk; called before the response is sent.
   */
  flush(): void;
}

/** Serves all AWS protocols on one path and injects faults. */
export function awsHandler(options: AwsHandlerOptions): RequestHandler {
  return async (request, response) => {
    const requestId = randomUUID();
    const target = findTarget(request, options.registry);
    try {
      const caller = callerOf(
        authenticate(request.headers, target?.service.name, new Date()),
        options,
      );
      assertNotExpired(caller.principal, request.headers, new Date());
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

/** An operation and its parameters. */
interface Call extends Target {
  params: Record<string, unknown>;
}

/** The caller. */
interface Caller extends CredentialScope {
  accountId: string;
  /** Undefined for the root user. */
  principal?: RoleSession | TimedSession;
}

function callerOf(
  scope: CredentialScope,
  { iam, accountId }: AwsHandlerOptions,
): Caller {
  const principal = iam?.callerOf(scope.accessKeyId);
  const account =
    principal?.roleArn.split(':')[4] ??
    accountOf(scope.accessKeyId) ??
    accountId;
  return { ...scope, accountId: account, principal };
}

/** @returns undefined if a fault has closed the connection */
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
      `The sandbox does not support ${name}`,
    );
  }
  const ctx = {
    world: world(caller.accountId, caller.region),
    readings: options.readings,
    settings: options.settings,
    region: caller.region,
    accountId: caller.accountId,
    accessKeyId: caller.accessKeyId,
    principal: caller.principal,
    requestId,
  };
  if (options.iam) {
    await authorizeOperation(
      options.iam,
      call.service,
      call.name,
      call.params,
      ctx,
    );
  }
  const result = await call.operation(call.params, ctx);
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
    'The sandbox failed to process this request; see its log',
    500,
  );
}
