import { IncomingHttpHeaders } from 'node:http';
import { authenticationError } from './authenticationError';
import { basicFormat, clockSkew, signingDate } from './signingDate';

/** The credential scope of a request. */
export interface CredentialScope {
  accessKeyId: string;
  region: string;
  /** Signing name, for example `cloudformation`. */
  service: string;
}

const ALGORITHM = 'AWS4-HMAC-SHA256';
const TERMINATOR = 'aws4_request';

/**
 * Checks the form of a request's signature version 4, its date and its service.
 * Any access key is accepted, so the signature itself cannot be verified. A web
 * page can post a form to loopback, but cannot set the required header.
 *
 * The order of the checks and the messages are those of AWS:
 * https://github.com/mhart/dynalite/blob/master/index.js
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-troubleshooting.html
 *
 * @param service - signing name of the service of the request, undefined if the
 *   sandbox does not know it
 * @param now - real time: a client signs with its own clock, not the sandbox's
 * @throws AwsError for a request without a valid signature header
 */
export function authenticate(
  headers: IncomingHttpHeaders,
  service: string | undefined,
  now: Date,
): CredentialScope {
  const parameters = parseAuthorization(headers);
  const date = checkDate(headers, now);
  checkSignedHeaders(parameters.SignedHeaders, headers);
  checkAlgorithm(parameters.algorithm, headers);
  const scope = checkScope(parameters.Credential, service, date, headers);
  if (!/^[0-9a-f]{64}$/.test(parameters.Signature)) {
    throw authenticationError(
      'SignatureDoesNotMatch',
      'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.',
      headers,
    );
  }
  return scope;
}

function parseAuthorization(
  headers: IncomingHttpHeaders,
): Record<string, string> {
  const authorization = headers.authorization ?? '';
  if (!authorization.startsWith('AWS4-')) {
    throw authenticationError(
      'MissingAuthenticationToken',
      'Request is missing Authentication Token',
      headers,
    );
  }
  const [algorithm, ...pairs] = authorization.split(/[, ]+/);
  const parameters = Object.fromEntries(
    pairs.map(pair => pair.split('=')).map(([name, value]) => [name, value]),
  );
  const sentences = ['Credential', 'Signature', 'SignedHeaders']
    .filter(name => !parameters[name])
    .map(name => `Authorization header requires '${name}' parameter. `);
  if (!headers['x-amz-date'] && !headers.date) {
    sentences.push(
      `Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. `,
    );
  }
  if (sentences.length > 0) {
    throw authenticationError(
      'IncompleteSignature',
      `${sentences.join('')}Authorization=${authorization}`,
      headers,
    );
  }
  return { ...parameters, algorithm };
}

function checkDate(headers: IncomingHttpHeaders, now: Date): Date {
  const date = signingDate(headers);
  if (date === undefined) {
    throw authenticationError(
      'IncompleteSignature',
      `Date must be in ISO-8601 'basic format'. Got '${
        headers['x-amz-date'] ?? headers.date
      }'. See http://en.wikipedia.org/wiki/ISO_8601`,
      headers,
    );
  }
  const skew = clockSkew(date, now);
  if (skew !== undefined) {
    throw authenticationError('SignatureDoesNotMatch', skew, headers);
  }
  return date;
}

function checkSignedHeaders(
  signedHeaders: string,
  headers: IncomingHttpHeaders,
): void {
  const signed = signedHeaders.toLowerCase().split(';');
  const missing = [
    ...(signed.includes('host') ? [] : [`'Host' or ':authority'`]),
    ...(headers['x-amz-date'] && !signed.includes('x-amz-date')
      ? [`'X-Amz-Date'`]
      : []),
  ];
  if (missing.length > 0) {
    throw authenticationError(
      'SignatureDoesNotMatch',
      `${missing[0]} must be a 'SignedHeader' in the AWS Authorization.`,
      headers,
    );
  }
}

function checkAlgorithm(algorithm: string, headers: IncomingHttpHeaders): void {
  if (algorithm !== ALGORITHM) {
    throw authenticationError(
      'IncompleteSignature',
      `Unsupported AWS 'algorithm': '${algorithm}' (only ${ALGORITHM} for now). `,
      headers,
    );
  }
}

/** AWS lists all errors at once. The sandbox accepts any region. */
function checkScope(
  credential: string,
  expectedService: string | undefined,
  signed: Date,
  headers: IncomingHttpHeaders,
): CredentialScope {
  const elements = credential.split('/');
  if (elements.length !== 5) {
    throw authenticationError(
      'IncompleteSignature',
      `Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got '${credential}'`,
      headers,
    );
  }
  const [accessKeyId, date, region, service, terminator] = elements;
  const stamp = basicFormat(signed);
  const day = stamp.slice(0, 8);
  const sentences: string[] = [];
  if (!/^[a-z]{2}[a-z0-9-]+$/.test(region)) {
    sentences.push(
      `Credential should be scoped to a valid region, not '${region}'.`,
    );
  }
  if (expectedService !== undefined && service !== expectedService) {
    sentences.push(
      `Credential should be scoped to correct service: '${expectedService}'.`,
    );
  }
  if (terminator !== TERMINATOR) {
    sentences.push(
      `Credential should be scoped with a valid terminator: '${TERMINATOR}', not '${terminator}'.`,
    );
  }
  if (date !== day) {
    sentences.push(
      `Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '${date}' != '${day}', from '${stamp}'.`,
    );
  }
  if (sentences.length > 0) {
    throw authenticationError(
      'SignatureDoesNotMatch',
      sentences.join(' '),
      headers,
    );
  }
  return { accessKeyId, region, service };
}
