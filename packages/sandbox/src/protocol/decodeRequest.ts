import { Request } from 'express';
import { AwsError } from './AwsError';
import { decodeQuery } from './decodeQuery';
import { ServiceRegistry, Target } from './ServiceRegistry';

/**
 * Finds the operation of a request by its X-Amz-Target header (JSON protocols)
 * or by its Action and Version (query protocols).
 *
 * @returns undefined for a service that the sandbox does not support
 */
export function findTarget(
  request: Request,
  registry: ServiceRegistry,
): Target | undefined {
  const amzTarget = request.header('x-amz-target');
  if (amzTarget) {
    return registry.byTarget(amzTarget);
  }
  const query = new URLSearchParams(queryOf(request));
  return registry.byAction(
    query.get('Version') ?? '',
    query.get('Action') ?? '',
  );
}

/**
 * Decodes the parameters of an operation.
 *
 * @throws AwsError if they do not match the service's protocol
 */
export function decodeParams(
  request: Request,
  { service }: Target,
): Record<string, unknown> {
  if (service.protocol === 'json') {
    return parseJson(bodyOf(request));
  }
  const { Action, Version, ...params } = decodeQuery(
    queryOf(request),
    service.protocol,
  );
  return params;
}

/** The error for an unsupported operation. */
export function unknownTarget(request: Request): AwsError {
  const query = new URLSearchParams(queryOf(request));
  const action = query.get('Action');
  const what =
    request.header('x-amz-target') ??
    (action
      ? `${action} (version ${query.get('Version') ?? ''})`
      : request.originalUrl);
  return new AwsError(
    'UnknownOperationException',
    `The sandbox does not support ${what}`,
    404,
  );
}

function queryOf(request: Request): string {
  return bodyOf(request) || request.originalUrl.split('?')[1] || '';
}

function bodyOf(request: Request): string {
  return typeof request.body === 'string' ? request.body : '';
}

function parseJson(body: string): Record<string, unknown> {
  try {
    return JSON.parse(body || '{}');
  } catch {
    throw new AwsError('SerializationException', 'The body is not JSON');
  }
}
