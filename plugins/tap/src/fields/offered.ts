import type { ApiHolder } from '@backstage/frontend-plugin-api';
import { TargetOption } from '@tap/plugin-tap-common';
import { tapApiRef } from '../api';
import { targetOf } from '../hooks/useOptions';
import { formText } from './fieldProps';

/**
 * The selected target, for validators. Undefined if the options cannot be read: the back end validates again before
 * creation, so a failed request must not block the form.
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
 * Why a choice is rejected.
 *
 * @param choices - the available values; undefined if unknown
 * @returns undefined if the choice is available
 */
export function choiceProblem(
  value: string | undefined,
  choices: readonly string[] | undefined,
  where: string,
): string | undefined {
  return value === undefined || !choices || choices.includes(value)
    ? undefined
    : `'${value}' is not available ${where}; use one of ${choices.join(', ')}`;
}
