import { Request } from 'express';
import { AwsError } from './AwsError';
import { Caller } from './Caller';
import { decodeQuery } from './decodeQuery';
import { ServiceRegistry, Target } from './ServiceRegistry';

/** A request understood. */
export interface Call extends Target {
  params: Record<string, unknown>;
}

/**
 * Understands a request by its X-Amz-Target header (JSON protocols) or by its
 * Action and Version (query protocols).
 *
 * @throws AwsError for a service that the sandbox does not play
 */
export function decodeRequest(
  request: Request,
  caller: Caller,
  registry: ServiceRegistry,
): Call {
  const body = typeof request.body === 'string' ? request.body : '';
  const amzTarget = request.header('x-amz-target');
  if (amzTarget) {
    const target = registry.byTarget(amzTarget);
    if (!target) {
      throw unknown(amzTarget);
    }
    return { ...target, params: parseJson(body) };
  }
  const text = body || request.originalUrl.split('?')[1] || '';
  const query = new URLSearchParams(text);
  const action = query.get('Action') ?? '';
  const version = query.get('Version') ?? '';
  const target = registry.byAction(caller.service, version, action);
  if (!target) {
    throw unknown(
      action ? `${action} (version ${version})` : request.originalUrl,
    );
  }
  const { Action, Version, ...params } = decodeQuery(
    text,
    target.service.protocol === 'ec2' ? 'ec2' : 'query',
  );
  return { ...target, params };
}

function parseJson(body: string): Record<string, unknown> {
  try {
    return JSON.parse(body || '{}');
  } catch {
    throw new AwsError('SerializationException', 'The body is not JSON');
  }
}

function unknown(what: string): AwsError {
  return new AwsError(
    'UnknownOperationException',
    `The sandbox does not serve ${what}`,
    404,
  );
}
