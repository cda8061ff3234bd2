import type { ApiHolder } from '@backstage/frontend-plugin-api';
import { TargetOption } from '@tap/plugin-tap-common';
import { tapApiRef } from '../api';
import { targetOf } from '../hooks/useOptions';
import { formText } from './fieldProps';

/**
 * The target that a form means, for validators. Undefined where what is on offer cannot be read: the back
 * end checks again before it makes anything, so a failed look-up must not hold the user up.
 */
export async function offeredTarget(
  apiHolder: ApiHolder,
  formData: Record<string, unknown>,
): Promise<TargetOption | undefined> {
  try {
    const options = await apiHolder.get(tapApiRef)?.getOptions();
    return targetOf(options, formText(formData, 'target'));
  } catch {
    return undefined;
  }
}

/**
 * Why a choice is refused.
 *
 * @param choices - what is on offer; undefined where that is not known
 * @returns undefined where the choice is on offer
 */
export function choiceProblem(
  value: string | undefined,
  choices: readonly string[] | undefined,
  where: string,
): string | undefined {
  return value === undefined || !choices || choices.includes(value)
    ? undefined
    : `'${value}' is not on offer ${where}; one of ${choices.join(
        ', ',
      )} would pass`;
}
