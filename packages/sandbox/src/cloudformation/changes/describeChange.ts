import { templateReferences, updateRequirement } from '@tap/aws-facts';
import { ResourceRecord, StackDefinition } from '../StackRecord';
import { DeletionPolicy, TemplateResource } from '../template/Template';
import { ChangeDetail, ResourceChange } from './ChangeSetRecord';
import { ResourceForecast } from './ResourceForecast';

/** The possible causes of a change. */
export interface Causes {
  changedParameters: ReadonlySet<string>;
  /** Resources that are added, replaced or modified. */
  touched: ReadonlySet<string>;
  before: StackDefinition;
  after: StackDefinition;
}

/** A resource that the stack does not have yet. */
export function describeAdd(
  logicalId: string,
  resource: TemplateResource,
  properties: Record<string, unknown>,
): ResourceChange {
  return {
    action: 'Add',
    logicalId,
    type: resource.Type,
    scope: [],
    details: [],
    afterContext: context(properties, resource.Metadata),
  };
}

/** A resource that the new template no longer contains. */
export function describeRemove(
  record: ResourceRecord,
  resource: TemplateResource | undefined,
): ResourceChange {
  return {
    action: 'Remove',
    logicalId: record.logicalId,
    physicalId: record.physicalId,
    type: record.type,
    policyAction: resource?.DeletionPolicy ?? 'Delete',
    scope: [],
    details: [],
    beforeContext: context(
      record.current?.properties ?? {},
      record.current?.metadata,
    ),
  };
}

/** A resource that changes; undefined if nothing changes. */
export function describeModify(
  forecast: ResourceForecast,
  before: TemplateResource | undefined,
  causes: Causes,
): ResourceChange | undefined {
  const details = [
    ...forecast.possible.change.properties.map(name =>
      propertyDetail(name, forecast, before, causes),
    ),
    ...attributeDetails(forecast, before, causes),
  ];
  if (details.length === 0) {
    return undefined;
  }
  const replacement = replacementOf(details);
  const { record, resource, current, possible } = forecast;
  return {
    action: 'Modify',
    logicalId: record.logicalId,
    physicalId: current.physicalId,
    type: record.type,
    replacement,
    policyAction:
      replacement === 'False'
        ? undefined
        : replaceAction(resource.UpdateReplacePolicy),
    scope: [...new Set(details.map(({ attribute }) => attribute))],
    details,
    beforeContext: context(current.properties, current.metadata),
    afterContext: context(possible.properties, resource.Metadata),
  };
}

function propertyDetail(
  name: string,
  { certain, possible, current, resource, record }: ResourceForecast,
  before: TemplateResource | undefined,
  causes: Causes,
): ChangeDetail {
  const old = current.properties[name];
  const next = possible.properties[name];
  const isStatic = certain.change.properties.includes(name);
  const always = possible.change.createOnly.some(
    path => path === name || path.startsWith(`${name}/`),
  );
  const templateChanged =
    JSON.stringify(before?.Properties?.[name]) !==
    JSON.stringify(resource.Properties?.[name]);
  return {
    attribute: 'Properties',
    name,
    path: `/Properties/${name}`,
    before: old === undefined ? undefined : text(old),
    after: next === undefined ? undefined : text(next),
    changeType: changeType(old, next),
    requiresRecreation: recreation(record.type, name, always),
    evaluation: isStatic ? 'Static' : 'Dynamic',
    ...(templateChanged
      ? { source: 'DirectModification' }
      : cause(resource.Properties?.[name], record.type, causes)),
  };
}

/** CloudFormation does not evaluate the condition of a conditional property in a change set. */
function recreation(
  type: string,
  name: string,
  isReplaced: boolean,
): ChangeDetail['requiresRecreation'] {
  if (updateRequirement(type, name) === 'conditional') {
    return 'Conditionally';
  }
  return isReplaced ? 'Always' : 'Never';
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ResourceChangeDetail.html */
function cause(
  value: unknown,
  type: string,
  { changedParameters, touched }: Causes,
): Pick<ChangeDetail, 'source' | 'causingEntity'> {
  const found = templateReferences(value);
  const parameter = found.find(({ name }) => changedParameters.has(name));
  if (parameter) {
    return { source: 'ParameterReference', causingEntity: parameter.name };
  }
  const resource = found.find(({ name }) => touched.has(name));
  if (resource?.attribute !== undefined) {
    return {
      source: 'ResourceAttribute',
      causingEntity: `${resource.name}.${resource.attribute}`,
    };
  }
  if (resource) {
    return { source: 'ResourceReference', causingEntity: resource.name };
  }
  return {
    source:
      type === 'AWS::CloudFormation::Stack'
        ? 'Automatic'
        : 'DirectModification',
  };
}

function attributeDetails(
  { certain, resource, current }: ResourceForecast,
  before: TemplateResource | undefined,
  { before: stack, after }: Causes,
): ChangeDetail[] {
  const details: ChangeDetail[] = [];
  const add = (
    attribute: ChangeDetail['attribute'],
    old: unknown,
    next: unknown,
  ) =>
    details.push({
      attribute,
      path: `/${attribute}`,
      before: old === undefined ? undefined : text(old),
      after: next === undefined ? undefined : text(next),
      changeType: changeType(old, next),
      requiresRecreation: 'Never',
      evaluation: 'Static',
      source: 'DirectModification',
    });
  if (certain.change.tags) {
    add('Tags', stack.tags, after.tags);
  }
  if (certain.change.metadata) {
    add('Metadata', current.metadata, resource.Metadata);
  }
  for (const policy of ['DeletionPolicy', 'UpdateReplacePolicy'] as const) {
    if (before?.[policy] !== resource[policy]) {
      add(policy, before?.[policy], resource[policy]);
    }
  }
  return details;
}

function replacementOf(
  details: readonly ChangeDetail[],
): 'True' | 'False' | 'Conditional' {
  const recreating = details.filter(
    ({ requiresRecreation }) => requiresRecreation !== 'Never',
  );
  if (recreating.length === 0) {
    return 'False';
  }
  return recreating.some(
    ({ requiresRecreation, evaluation }) =>
      requiresRecreation === 'Always' && evaluation === 'Static',
  )
    ? 'True'
    : 'Conditional';
}

function replaceAction(policy: DeletionPolicy = 'Delete'): string {
  return policy === 'RetainExceptOnCreate'
    ? 'ReplaceAndRetain'
    : `ReplaceAnd${policy}`;
}

function changeType(old: unknown, next: unknown): ChangeDetail['changeType'] {
  if (old === undefined) {
    return 'Add';
  }
  return next === undefined ? 'Remove' : 'Modify';
}

function context(properties: unknown, metadata: unknown): string {
  return JSON.stringify({ Properties: properties, Metadata: metadata });
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
