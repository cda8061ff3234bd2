import { partOfWindow, windowProblem } from '@tap/aws-facts';
import type { DatabaseWindows } from './TapStackProps';
import { TapStackPropsError } from './TapStackPropsError';

/** The hours of least use in Europe and America. */
const DEFAULT_WINDOWS: DatabaseWindows = {
  backup: '00:00-04:00',
  maintenance: 'sun:04:00-sun:08:00',
};

/**
 * Chooses the windows of an environment within those of its target. They cannot
 * overlap, because the windows of the target do not.
 *
 * @throws TapStackPropsError if RDS rejects the windows
 */
export function resolveWindows(
  windows: DatabaseWindows = DEFAULT_WINDOWS,
  suffix: string,
): DatabaseWindows {
  const problem = windowProblem(windows);
  if (problem) {
    throw new TapStackPropsError({
      field: `windows.${problem.window}`,
      rule: problem.rule,
      example: `'${problem.example}'`,
    });
  }
  return {
    backup: partOfWindow(windows.backup, suffix),
    maintenance: partOfWindow(windows.maintenance, suffix),
  };
}
