import { XMLBuilder } from 'fast-xml-parser';
import { AwsError } from './AwsError';
import { NamedList } from './ServiceOperations';

const builder = new XMLBuilder({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  processEntities: true,
});

/**
 * Not allowed in XML 1.0:
 * https://www.w3.org/TR/xml/#charsets
 */
// eslint-disable-next-line no-control-regex
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

/**
 * Encodes the response of an operation of the query protocol.
 * https://smithy.io/2.0/aws/protocols/aws-query-protocol.html#response-serialization
 */
export function encodeQueryResult(
  operation: string,
  namespace: string,
  result: Record<string, unknown>,
  requestId: string,
): string {
  return build({
    [`${operation}Response`]: {
      '@xmlns': namespace,
      [`${operation}Result`]: toXml(result, 'member'),
      ResponseMetadata: { RequestId: requestId },
    },
  });
}

/**
 * Encodes the response of an EC2 operation.
 * https://smithy.io/2.0/aws/protocols/aws-ec2-query-protocol.html#response-serialization
 */
export function encodeEc2Result(
  operation: string,
  namespace: string,
  result: Record<string, unknown>,
  requestId: string,
): string {
  return build({
    [`${operation}Response`]: {
      '@xmlns': namespace,
      requestId,
      ...(toXml(result, 'item') as object),
    },
  });
}

/** Encodes an error of the query protocol. */
export function encodeQueryError(
  error: AwsError,
  namespace: string,
  requestId: string,
): string {
  return build({
    ErrorResponse: {
      '@xmlns': namespace,
      Error: {
        Type: error.httpStatus < 500 ? 'Sender' : 'Receiver',
        Code: error.code,
        Message: clean(error.message),
      },
      RequestId: requestId,
    },
  });
}

/** Encodes an error of EC2. */
export function encodeEc2Error(error: AwsError, requestId: string): string {
  return build({
    Response: {
      Errors: { Error: { Code: error.code, Message: clean(error.message) } },
      RequestID: requestId,
    },
  });
}

function build(document: object): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${builder.build(document)}`;
}

function toXml(value: unknown, itemName: string): unknown {
  if (value === undefined || value === null) {
    return undefined;
  }
  if (value instanceof Date) {
    return value.toISOString();
  }
  if (value instanceof NamedList) {
    return {
      [value.itemName]: value.items.map(item => toXml(item, itemName)),
    };
  }
  if (Array.isArray(value)) {
    return { [itemName]: value.map(item => toXml(item, itemName)) };
  }
  if (typeof value === 'object') {
    return Object.fromEntries(
      Object.entries(value)
        .filter(([, member]) => member !== undefined && member !== null)
        .map(([key, member]) => [key, toXml(member, itemName)]),
    );
  }
  return typeof value === 'string' ? clean(value) : String(value);
}

function clean(text: string): string {
  return text.replace(FORBIDDEN, '\ufffd');
}
