import { InputError } from '@backstage/errors';
import {
  assertDerivedNames,
  environmentRequestSchema,
  parseRequest,
  SuffixAvailability,
} from '@tap/plugin-tap-common';
import { TapEngine } from '../TapEngine';

/**
 * Whether a suffix can be had on a target. What is said of a taken one tells no more than that it is taken.
 *
 * @throws InputError for a target that does not exist
 * @internal
 */
export async function readAvailability(
  engine: TapEngine,
  ref: { suffix: string; target?: string },
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
  const existing = await engine.get({ suffix: ref.suffix, target: name });
  return existing
    ? {
        available: false,
        reason: `suffix: '${ref.suffix}' is taken on target '${name}'`,
      }
    : { available: true };
}
