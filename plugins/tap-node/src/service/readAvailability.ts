import { InputError } from '@backstage/errors';
import {
  assertDerivedNames,
  Environment,
  environmentRequestSchema,
  parseRequest,
  SuffixAvailability,
} from '@tap/plugin-tap-common';
import { TapEngine } from '../TapEngine';

/**
 * Whether a suffix is available on a target. For environments of other users, the result discloses only that it is
 * taken.
 *
 * @param mayChange - whether the caller may change the environment with the suffix
 * @throws InputError for a target that does not exist
 */
export async function readAvailability(
  engine: TapEngine,
  ref: { suffix: string; target?: string },
  mayChange: (existing: Environment) => Promise<boolean>,
): Promise<SuffixAvailability> {
  const { name, isDefault } = engine.target(ref.target);
  try {
    parseRequest(environmentRequestSchema, { suffix: ref.suffix });
    assertDerivedNames({
      suffix: ref.suffix,
      target: name,
      isDefaultTarget: isDefault,
    });
  } catch (error) {
    if (error instanceof InputError) {
      return { available: false, reason: error.message };
    }
    throw error;
  }
  const existing = await engine.get(
    { suffix: ref.suffix, target: name },
    { isQuery: true },
  );
  if (!existing) {
    return { available: true };
  }
  const taken = `suffix: '${ref.suffix}' is taken on target '${name}'`;
  return (await mayChange(existing))
    ? {
        available: false,
        canBeChanged: true,
        reason: `${taken} by an environment that you may change, and the request would change it`,
      }
    : { available: false, reason: taken };
}
