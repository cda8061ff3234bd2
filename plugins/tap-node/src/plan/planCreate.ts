import { EnvironmentPlan, PlannedChange } from '@tap/plugin-tap-common';
import { CompleteRequest } from '../deploy/completeRequest';
import { prepareCreate } from '../deploy/createEnvironment';
import { readQuotaUse } from '../deploy/readQuotaUse';
import { TargetRuntime } from '../operation/TargetRuntime';
import { parseTemplate } from '../stack';
import { priceOfTemplate } from './priceOfTemplate';
import { requestWarnings } from './requestWarnings';

/**
 * The plan of a new environment, from its template alone: no AWS object is made.
 */
export async function planCreate(
  runtime: TargetRuntime,
  request: CompleteRequest,
  options: { owner: string },
): Promise<EnvironmentPlan> {
  const { metadata, synthesized } = await prepareCreate(
    runtime,
    request,
    options,
  );
  const template = parseTemplate(synthesized.templateBody);
  return {
    ref: { suffix: request.suffix, target: runtime.target.name },
    operation: 'create',
    changes: Object.entries(template.Resources ?? {}).map(
      ([logicalId, resource]): PlannedChange => ({
        action: 'add',
        logicalId,
        resourceType: resource.Type,
        causes: [],
        effect: 'none',
      }),
    ),
    price: priceOfTemplate(template, runtime.prices.current()),
    warnings: requestWarnings(metadata),
    findings: [],
    quotas: await readQuotaUse(runtime, template, metadata),
    templateBytes: Buffer.byteLength(synthesized.templateBody),
  };
}
