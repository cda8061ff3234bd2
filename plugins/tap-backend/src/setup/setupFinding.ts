import {
  SETUP_ACTIONS,
  SetupFinding,
  SetupFindingCode,
} from '@tap/plugin-tap-common';

/** A finding with the advice for its code. */
export function setupFinding(
  code: SetupFindingCode,
  text: string,
  subject: Pick<SetupFinding, 'entityRef' | 'target'> = {},
): SetupFinding {
  return { code, text, action: SETUP_ACTIONS[code], ...subject };
}
