import { Stack } from '@aws-sdk/client-cloudformation';
import {
  EnvironmentPlan,
  EnvironmentRequest,
  PriceEstimate,
} from '@tap/plugin-tap-common';
import { randomUUID } from 'node:crypto';
import { assertCanBeUpdated } from '../deploy/assertCanBeUpdated';
import { TargetRuntime } from '../operation/TargetRuntime';
import { createStepChangeSet } from '../deploy/stepChangeSet';
import { currentEngineVersion, readDeployed } from '../deploy/readDeployed';
import { updateSteps } from '../deploy/updateSteps';
import { metadataOf, parseTemplate } from '../stack';
import { StackTemplate } from '../stackModule';
import { announceReboots } from './announceReboots';
import { loosenedProtections } from './loosenedProtections';
import { plannedChanges } from '../deploy/plannedChanges';
import { priceOfTemplate } from './priceOfTemplate';
import { readPendingReboots } from './readPendingReboots';
import { requestWarnings } from './requestWarnings';
import { storageWarnings } from './storageWarnings';

/**
 * The plan of a change, by a change set that is never executed and always deleted.
 *
 * @throws ConflictError where the state allows no update, InputError for what cannot be reached
 */
export async function planUpdate(
  runtime: TargetRuntime,
  stack: Stack,
  request: EnvironmentRequest,
  options: { owner: string },
): Promise<EnvironmentPlan> {
  assertCanBeUpdated({
    suffix: request.suffix,
    stackStatus: stack.StackStatus!,
  });
  const name = `tap-plan-${randomUUID()}`;
  const deployed = await readDeployed(runtime, stack);
  const { template, facts } = deployed;
  const steps = await updateSteps(runtime, stack, request, {
    ...options,
    token: name,
    deployed,
  });
  const step = steps[steps.length - 1];
  const { engineVersion: pinned } = metadataOf(stack)!;
  const current = currentEngineVersion({ engineVersion: pinned }, deployed);
  const priceBefore = priceOf(runtime, template);
  try {
    const changeSet = await createStepChangeSet(runtime, stack, step, {
      name,
      facts,
    });
    const after = parseTemplate(changeSet.templateBody);
    const reboots = announceReboots(plannedChanges(changeSet.changes, facts), {
      before: template,
      after,
      pendingReboot: await readPendingReboots(runtime, changeSet.changes),
    });
    return {
      ref: { suffix: request.suffix, target: runtime.target.name },
      operation: changeSet.isEmpty ? 'none' : 'update',
      changes: reboots.changes,
      price: priceOf(runtime, after),
      priceBefore,
      findings: loosenedProtections(
        { metadata: metadataOf(stack)!, template },
        { metadata: step.metadata, template: after },
        runtime.target,
      ),
      warnings: [
        ...(current === pinned
          ? []
          : [
              `RDS has upgraded PostgreSQL from ${pinned} to ${current} by itself. The change keeps the new version.`,
            ]),
        ...steps.flatMap(({ reason }) => reason ?? []),
        ...reboots.warnings,
        ...(step.metadata.size === metadataOf(stack)!.size
          ? storageWarnings(
              template,
              after,
              facts.primaryDatabase,
              deployed.storageGiB,
            )
          : []),
        ...requestWarnings(step.metadata),
      ],
      templateBytes: Buffer.byteLength(changeSet.templateBody),
    };
  } finally {
    await runtime.changeSets.delete(stack.StackId!, name);
  }
}

function priceOf(
  runtime: TargetRuntime,
  template: StackTemplate,
): PriceEstimate | undefined {
  return priceOfTemplate(template, runtime.prices.current());
}
