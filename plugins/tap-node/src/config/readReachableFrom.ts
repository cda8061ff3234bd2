import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import {
  accessSourceKind,
  accessSourcesProblem,
  overlaps,
  parseIpv4Range,
} from '@tap/aws-facts';

/** Settings of a target with the ranges that its environments have. */
const OWN_RANGES = ['cidrPool', 'vpcCidr'];

/**
 * Reads from where the databases of a target can be reached, in addition to application and bastion.
 *
 * @param key - of the target, for messages
 * @throws InputError naming the source, the rule and an example
 */
export function readReachableFrom(
  target: Config,
  key: string,
): string[] | undefined {
  const sources = target.getOptionalStringArray('reachableFrom');
  if (!sources) {
    return undefined;
  }
  const problem = accessSourcesProblem(sources);
  if (problem) {
    throw new InputError(
      `${key}: reachableFrom: ${problem.rule}; for example ${problem.example}`,
    );
  }
  const hasNetwork = target.has('network');
  for (const source of sources) {
    if (!hasNetwork) {
      assertElsewhere(source, target, key);
    }
  }
  return sources;
}

/** An environment with its own network has no other security groups, and sends its own range nowhere else. */
function assertElsewhere(source: string, target: Config, key: string): void {
  if (accessSourceKind(source) === 'securityGroup') {
    throw new InputError(
      `${key}: reachableFrom: the security group '${source}' needs 'network', because an environment with its own network has no other security groups; use the range of a peered VPC, for example 10.40.0.0/16`,
    );
  }
  for (const name of OWN_RANGES) {
    const own = target.getOptionalString(name);
    const [one, other] = [source, own ?? ''].map(parseIpv4Range);
    if (one && other && overlaps(one, other)) {
      throw new InputError(
        `${key}: reachableFrom: '${source}' overlaps with ${name} ${own}, the range of the environments, so they cannot send packets to it; use a range outside of it, or change ${name}`,
      );
    }
  }
}
