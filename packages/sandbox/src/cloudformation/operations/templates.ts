import { Operation } from '../../protocol/ServiceOperations';
import { requiredCapabilities } from '../template/capabilities';
import { parseTemplate } from '../template/parseTemplate';
import { Template } from '../template/Template';
import { CloudFormationParts } from './CloudFormationParts';
import { findChangeSet } from './findChangeSet';
import { doesNotExist } from './findStack';
import { optionalText, requiredText } from './params';
import { readTemplateBody } from './readDefinition';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_GetTemplate.html */
export function getTemplate(parts: CloudFormationParts): Operation {
  return async (params, ctx) => {
    const changeSet = optionalText(params, 'ChangeSetName');
    const nameOrId = optionalText(params, 'StackName');
    const body =
      changeSet === undefined
        ? stackTemplate(parts, ctx, requiredText(params, 'StackName'))
        : findChangeSet(parts, ctx, changeSet, nameOrId).definition
            .templateBody;
    return {
      TemplateBody: body === '' ? '{}' : body,
      StagesAvailable: ['Original', 'Processed'],
    };
  };
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ValidateTemplate.html */
export function validateTemplate(parts: CloudFormationParts): Operation {
  return async params => {
    const template = parseTemplate(readTemplateBody(params));
    parts.handlers.demandAll(template);
    return {
      Description: template.Description,
      Parameters: parameterSummaries(template).map(
        ({ ParameterType, ParameterConstraints, ...summary }) => summary,
      ),
      ...capabilitySummary(template),
    };
  };
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_GetTemplateSummary.html */
export function getTemplateSummary(parts: CloudFormationParts): Operation {
  return async (params, ctx) => {
    const nameOrId = optionalText(params, 'StackName');
    const body =
      nameOrId === undefined
        ? readTemplateBody(params)
        : stackTemplate(parts, ctx, nameOrId);
    const template = parseTemplate(body);
    const types = Object.values(template.Resources).map(({ Type }) => Type);
    return {
      Description: template.Description,
      Parameters: parameterSummaries(template),
      ...capabilitySummary(template),
      ResourceTypes: [...new Set(types)],
      Version: template.AWSTemplateFormatVersion,
      Metadata: template.Metadata && JSON.stringify(template.Metadata),
      Warnings: {
        UnrecognizedResourceTypes: parts.handlers.unrecognizedTypes(template),
      },
    };
  };
}

function stackTemplate(
  parts: CloudFormationParts,
  ctx: { accountId: string; region: string },
  nameOrId: string,
): string {
  const stack = parts.stacks.find(ctx, nameOrId);
  if (!stack) {
    throw doesNotExist(nameOrId, true);
  }
  return stack.templateBody;
}

function parameterSummaries(template: Template) {
  return Object.entries(template.Parameters).map(([key, parameter]) => ({
    ParameterKey: key,
    DefaultValue:
      parameter.Default === undefined ? undefined : String(parameter.Default),
    ParameterType: parameter.Type,
    NoEcho: String(parameter.NoEcho) === 'true',
    Description: parameter.Description,
    ParameterConstraints: parameter.AllowedValues && {
      AllowedValues: parameter.AllowedValues.map(String),
    },
  }));
}

function capabilitySummary(template: Template) {
  const { capabilities, types } = requiredCapabilities(template);
  return {
    Capabilities: capabilities,
    CapabilitiesReason:
      types.length > 0
        ? `The following resource(s) require capabilities: [${types.join(
            ', ',
          )}]`
        : undefined,
  };
}
