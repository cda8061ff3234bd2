import { isError } from '@backstage/errors';
import { Environment, SetupFinding } from '@tap/plugin-tap-common';
import { EnvironmentService } from '@tap/plugin-tap-node';
import { setupFinding } from './setupFinding';

/** What AWS returns for all targets. */
export interface CheckedTargets {
  findings: SetupFinding[];
  environments: Environment[];
}

/** Lists the environments of each target, which requires that AWS responds and accepts the portal's role. */
export async function checkTargets(
  environments: EnvironmentService,
): Promise<CheckedTargets> {
  const checked = await Promise.all(
    environments.targetNames().map(async target => {
      try {
        return {
          findings: [],
          environments: await environments.listAll(target),
        };
      } catch (error) {
        return { findings: [finding(target, error)], environments: [] };
      }
    }),
  );
  return {
    findings: checked.flatMap(({ findings }) => findings),
    environments: checked.flatMap(each => each.environments),
  };
}

function finding(target: string, error: unknown): SetupFinding {
  const isRejected = isError(error) && error.name === 'AwsAccessError';
  const cause = isError(error) ? error.message : String(error);
  return isRejected
    ? setupFinding(
        'target-access',
        `AWS rejects the role or the credentials of the portal for target ${target}. ${cause}`,
        { target },
      )
    : setupFinding(
        'target-unreachable',
        `Target ${target} cannot be reached. ${cause}`,
        { target },
      );
}
