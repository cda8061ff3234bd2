import { Stack } from '@aws-sdk/client-cloudformation';
import { EnvironmentMetadata, suffixOfStackName } from '@tap/plugin-tap-common';
import { sizeOf } from '../config';
import { parseTemplate } from '../stack';
import { TargetRuntime } from '../operation/TargetRuntime';
import { Deployed } from './readDeployed';
import { stackInput } from './stackInput';

/** Which instances have to restart first in a change of their class. */
export type RestartOrder = 'replicas-first' | 'primary-first' | 'any';

/**
 * Decides the order by the values of the parameters that PostgreSQL requires to be at least as high on a standby as on its
 * primary: if one rises, replicas first, otherwise, if one falls, the primary first. Since version 14, a standby pauses
 * replication while one of its values is lower
 * (https://www.postgresql.org/docs/current/hot-standby.html#HOT-STANDBY-ADMIN). Primary and replicas share a parameter
 * group, and the values that differ between classes are formulas, so they change when an instance restarts with its new
 * class. If one value rises and another one falls, no order prevents the pause; it ends with the change.
 *
 * @param metadata - after the change
 */
export async function restartOrder(
  runtime: TargetRuntime,
  stack: Stack,
  metadata: EnvironmentMetadata,
  { template, facts }: Deployed,
): Promise<RestartOrder> {
  const { stackModule, target } = runtime;
  const after = sizeOf(target, metadata.size);
  if (
    !stackModule.standbyParameters ||
    facts.instanceClass === after.instanceClass
  ) {
    return 'any';
  }
  const before = Object.values(target.sizeSpecs).find(
    ({ instanceClass }) => instanceClass === facts.instanceClass,
  );
  if (!before) {
    // Of an unknown class. A replica with higher values than its primary replicates.
    return 'replicas-first';
  }
  const { templateBody } = await runtime.synthesizer.synthesize(
    stackInput(
      { suffix: suffixOfStackName(stack.StackName!)!, target: target.name },
      metadata,
      target,
      { isComplete: true },
    ),
  );
  return compare(
    stackModule.standbyParameters(template, before),
    stackModule.standbyParameters(parseTemplate(templateBody), after),
  );
}

function compare(
  before: Record<string, number>,
  after: Record<string, number>,
): RestartOrder {
  const changes = Object.keys(after).map(
    name => after[name] - (before[name] ?? after[name]),
  );
  if (changes.some(change => change > 0)) {
    return 'replicas-first';
  }
  return changes.some(change => change < 0) ? 'primary-first' : 'any';
}
