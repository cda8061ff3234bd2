import { OperationContext } from '../../protocol/ServiceOperations';
import { StackDefinition, StackRecord } from '../StackRecord';
import { assertCapabilities } from '../template/capabilities';
import { parseTemplate } from '../template/parseTemplate';
import { resolveParameters } from '../template/resolveParameters';
import { Template } from '../template/Template';
import { validationError } from '../validationError';
import { actingRole } from './actingRole';
import { CloudFormationParts } from './CloudFormationParts';
import {
  flag,
  optionalText,
  parameterInputs,
  Params,
  tags,
  textList,
} from './params';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html */
export const MAX_TEMPLATE_BYTES = 51_200;

/**
 * Builds the definition of a stack from a request: template, parameters, tags
 * and so on.
 *
 * @param existing - the stack to update, undefined for a new one
 * @throws AwsError `ValidationError`, `InsufficientCapabilitiesException`
 */
export async function readDefinition(
  parts: CloudFormationParts,
  params: Params,
  ctx: OperationContext,
  existing: StackRecord | undefined,
): Promise<{ definition: StackDefinition; template: Template }> {
  const templateBody =
    existing && flag(params, 'UsePreviousTemplate')
      ? existing.templateBody
      : readTemplateBody(params);
  const template = parseTemplate(templateBody);
  parts.handlers.demandAll(template);
  const runsAs = actingRole(parts, params, ctx, existing?.roleArn);
  const capabilities = textList(params, 'Capabilities');
  const parameters = await resolveParameters(
    template,
    parameterInputs(params),
    existing?.parameters ?? [],
    name => parts.lookup.ssmParameter({ ...ctx, runsAs }, name),
  );
  assertCapabilities(template, capabilities);
  return {
    template,
    definition: {
      templateBody,
      description: template.Description,
      parameters,
      tags: tags(params) ?? existing?.tags ?? {},
      capabilities,
      notificationArns:
        params.NotificationARNs === undefined
          ? existing?.notificationArns ?? []
          : textList(params, 'NotificationARNs'),
      roleArn: optionalText(params, 'RoleARN') ?? existing?.roleArn,
      runsAs,
      outputs: existing?.outputs,
    },
  };
}

/** @throws AwsError `ValidationError` if it is missing or too long */
export function readTemplateBody(params: Params): string {
  const body = optionalText(params, 'TemplateBody');
  if (body === undefined) {
    throw validationError(
      params.TemplateURL === undefined
        ? 'Either Template URL or Template Body must be specified.'
        : 'The sandbox does not support TemplateURL: send the template as TemplateBody',
    );
  }
  if (Buffer.byteLength(body) > MAX_TEMPLATE_BYTES) {
    throw validationError(
      `1 validation error detected: Value at 'templateBody' failed to satisfy constraint: Member must have length less than or equal to ${MAX_TEMPLATE_BYTES}`,
    );
  }
  return body;
}
