import { Response } from 'express';
import { AwsError } from './AwsError';
import {
  encodeEc2Error,
  encodeEc2Result,
  encodeQueryError,
  encodeQueryResult,
} from './encodeXml';
import { Target } from './ServiceRegistry';

const JSON_TYPE = 'application/x-amz-json-1.1';

/** Sends the result of an operation in its service's protocol. */
export function respond(
  response: Response,
  { service, name }: Target,
  result: Record<string, unknown>,
  requestId: string,
): void {
  response.setHeader('x-amzn-requestid', requestId);
  const namespace = service.xmlNamespace ?? '';
  if (service.protocol === 'json') {
    response.type(JSON_TYPE).send(JSON.stringify(result));
  } else if (service.protocol === 'ec2') {
    const body = encodeEc2Result(name, namespace, result, requestId);
    response.type('text/xml').send(body);
  } else {
    const body = encodeQueryResult(name, namespace, result, requestId);
    response.type('text/xml').send(body);
  }
}

/** Sends an error in the protocol of the request. */
export function respondError(
  response: Response,
  target: Target | undefined,
  error: AwsError,
  requestId: string,
): void {
  response.setHeader('x-amzn-requestid', requestId);
  response.status(error.httpStatus);
  const protocol =
    target?.service.protocol ??
    (response.req.header('x-amz-target') ? 'json' : 'query');
  if (protocol === 'json') {
    response.setHeader('x-amzn-errortype', error.code);
    response
      .type(JSON_TYPE)
      .send(JSON.stringify({ __type: error.code, message: error.message }));
  } else if (protocol === 'ec2') {
    response.type('text/xml').send(encodeEc2Error(error, requestId));
  } else {
    const namespace = target?.service.xmlNamespace ?? '';
    response
      .type('text/xml')
      .send(encodeQueryError(error, namespace, requestId));
  }
}
