import { IncomingHttpHeaders } from 'http';

/** Who calls, read off the signature's credential scope; nothing is verified. */
export interface Caller {
  accessKeyId: string;
  accountId: string;
  region: string;
  /** Signing name (`cloudformation`), empty without a signature. */
  service: string;
}

const CREDENTIAL =
  /Credential=([^/,\s]+)\/\d{8}\/([a-z0-9-]+)\/([a-zA-Z0-9-]+)\/aws4_request/;

/**
 * Reads the caller off the Authorization header.
 *
 * The region is the signature's. An access key ID of twelve digits names the
 * account, so that several accounts can be played.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-authentication-methods.html
 */
export function readCaller(
  headers: IncomingHttpHeaders,
  defaults: { accountId: string; region: string },
): Caller {
  const [, accessKeyId, region, service] =
    CREDENTIAL.exec(headers.authorization ?? '') ?? [];
  return {
    accessKeyId: accessKeyId ?? '',
    accountId: /^\d{12}$/.test(accessKeyId ?? '')
      ? accessKeyId
      : defaults.accountId,
    region: region ?? defaults.region,
    service: service ?? '',
  };
}
