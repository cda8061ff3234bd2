import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { isLoopbackHost } from './isLoopbackHost';
import { AWS_SERVICES, AwsService, Target } from './Target';

/**
 * Reads where the calls of a target go: `endpoint` is the sandbox, `serviceEndpoints` are endpoints of AWS. The two
 * exclude each other, so that a target with `endpoint` is always the sandbox.
 *
 * @param entry - an entry of `tap.targets`
 * @param key - the target's name in error messages
 * @throws InputError if `endpoint` is not a URL on a loopback host, if an entry of `serviceEndpoints` is not an https
 *   URL of a known service, or if both are set
 */
export function readEndpoints(
  entry: Config,
  key: string,
): Pick<Target, 'endpoint' | 'serviceEndpoints'> {
  const endpoint = readSandboxEndpoint(entry, key);
  const serviceEndpoints = readServiceEndpoints(entry, key);
  if (endpoint && Object.keys(serviceEndpoints).length > 0) {
    throw new InputError(
      `${key}: endpoint is for the sandbox and serviceEndpoints are for AWS; remove one of them, for example endpoint if the target is on AWS`,
    );
  }
  return { endpoint, serviceEndpoints };
}

function readSandboxEndpoint(entry: Config, key: string): string | undefined {
  const endpoint = entry.getOptionalString('endpoint');
  if (endpoint === undefined) {
    return undefined;
  }
  const url = parseUrl(endpoint);
  if (
    !url ||
    !['http:', 'https:'].includes(url.protocol) ||
    !isLoopbackHost(url.hostname)
  ) {
    throw new InputError(
      `${key}: endpoint must be the URL of the sandbox on this machine, for example http://127.0.0.1:4577; leave it out for AWS, and set serviceEndpoints for private, FIPS or dual-stack endpoints of AWS`,
    );
  }
  return endpoint;
}

function readServiceEndpoints(
  entry: Config,
  key: string,
): Target['serviceEndpoints'] {
  const endpoints = entry.getOptionalConfig('serviceEndpoints');
  return Object.fromEntries(
    (endpoints?.keys() ?? []).map(service => {
      const name = `${key}: serviceEndpoints.${service}`;
      if (!AWS_SERVICES.includes(service as AwsService)) {
        throw new InputError(
          `${name}: there is no such service; the services are ${AWS_SERVICES.join(
            ', ',
          )}, for example serviceEndpoints.rds: https://rds-fips.us-east-1.amazonaws.com`,
        );
      }
      const endpoint = endpoints!.getString(service);
      const url = parseUrl(endpoint);
      // Only an origin: the SDK appends the path, and credentials do not belong in a URL.
      if (url?.protocol !== 'https:' || url.href !== `${url.origin}/`) {
        throw new InputError(
          `${name} must be an https URL without path or credentials, for example https://vpce-0a1b2c3d-abcdefgh.${service}.eu-central-1.vpce.amazonaws.com`,
        );
      }
      return [service, endpoint];
    }),
  );
}

function parseUrl(text: string): URL | undefined {
  return URL.canParse(text) ? new URL(text) : undefined;
}
