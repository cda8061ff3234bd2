import { EnvironmentPlan, EnvironmentRequest } from '@tap/plugin-tap-common';
import { TargetRuntime } from '../operations/TargetRuntime';
import { prepareCreate } from '../operations/createEnvironment';
import { parseTemplate } from '../stack';

export async function planEnvironment(
  runtime: TargetRuntime,
  request: EnvironmentRequest,
  options: { owner: string },
): Promise<EnvironmentPlan> {
  const { synthesized } = await prepareCreate(runtime, request, options);
  return {
    ref: { suffix: request.suffix, target: runtime.target.name },
    operation: 'create',
    changes: Object.entries(
      parseTemplate(synthesized.templateBody).Resources ?? {},
    ).map(([logicalId, resource]) => ({
      action: 'add',
      logicalId,
      resourceType: resource.Type,
      causes: [],
      effect: 'none',
    })),
    price: undefined,
    warnings: [],
    templateBytes: Buffer.byteLength(synthesized.templateBody),
  };
}
