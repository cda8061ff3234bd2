import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { windowProblem } from '@tap/aws-facts';
import { StackWindows } from '../stackModule';

/**
 * Reads `windows` of a target. Both windows are required, so that they cannot overlap one that RDS or the stack module
 * chooses.
 *
 * @param key - of the target, for messages
 * @throws InputError naming the window, RDS's rule and an example
 */
export function readWindows(
  windows: Config | undefined,
  key: string,
): StackWindows | undefined {
  if (!windows) {
    return undefined;
  }
  const read = {
    backup: windows.getString('backup'),
    maintenance: windows.getString('maintenance'),
  };
  const problem = windowProblem(read);
  if (problem) {
    throw new InputError(
      `${key}: windows.${problem.window}: ${problem.rule}; for example '${problem.example}'`,
    );
  }
  return read;
}
