import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { StackProofs } from '../proofs/StackProofs';

/** Fewest characters of a key: 32 bytes of base64 have 44. */
const KEY_MIN_LENGTH = 32;

/**
 * Reads `tap.stackProof` of app-config.
 *
 * @returns undefined where there are no keys
 * @throws InputError for a key that is too short to be random; the key itself is not in the message
 */
export function readStackProofs(config: Config): StackProofs | undefined {
  const keys = (config.getOptionalConfigArray('tap.stackProof.keys') ?? []).map(
    key => key.getString('secret'),
  );
  const short = keys.findIndex(key => key.length < KEY_MIN_LENGTH);
  if (short >= 0) {
    throw new InputError(
      `tap.stackProof.keys[${short}].secret: must have at least ${KEY_MIN_LENGTH} characters; for example, use the output of 'openssl rand -base64 32'`,
    );
  }
  return keys.length > 0 ? new StackProofs(keys) : undefined;
}

/**
 * Reads `requireStackProof` of a target.
 *
 * @throws InputError where it is true without a key
 */
export function readRequireStackProof(
  entry: Config,
  key: string,
  stackProofs: StackProofs | undefined,
): boolean {
  const isRequired = entry.getOptionalBoolean('requireStackProof') ?? false;
  if (isRequired && !stackProofs) {
    throw new InputError(
      `${key}: requireStackProof is true, but there is no key that could verify a proof; add one to tap.stackProof.keys, for example - secret: \${TAP_STACK_PROOF_KEY}`,
    );
  }
  return isRequired;
}
