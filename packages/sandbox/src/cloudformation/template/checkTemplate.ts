import { resourceDependencies, templateReferences } from '@tap/aws-facts';
import { Template, TemplateResource } from './Template';
import { findCycle } from './dependencyGraph';
import { validationError } from '../validationError';

const SECTIONS = [
  'AWSTemplateFormatVersion',
  'Description',
  'Metadata',
  'Parameters',
  'Rules',
  'Mappings',
  'Conditions',
  'Transform',
  'Resources',
  'Outputs',
];

const RESOURCE_MEMBERS = [
  'Type',
  'Properties',
  'DependsOn',
  'Condition',
  'Metadata',
  'DeletionPolicy',
  'UpdateReplacePolicy',
  'CreationPolicy',
  'UpdatePolicy',
];

const DELETION_POLICIES = [
  'Delete',
  'Retain',
  'RetainExceptOnCreate',
  'Snapshot',
];

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html */
const LIMITS = { Parameters: 200, Resources: 500, Outputs: 200, Mappings: 200 };

/**
 * Rejects what CloudFormation rejects when it parses a template: unknown
 * sections, resources without a type, unresolved references, cycles.
 *
 * @throws AwsError `ValidationError`
 */
export function checkTemplate(template: Template): void {
  const unknown = Object.keys(template).filter(key => !SECTIONS.includes(key));
  if (unknown.length > 0) {
    throw validationError(
      `Invalid template property or properties [${unknown.join(', ')}]`,
    );
  }
  if ('Transform' in template) {
    throw validationError(
      'Template format error: the sandbox does not support transforms (macros)',
    );
  }
  if (Object.keys(template.Resources).length === 0) {
    throw validationError(
      'Template format error: At least one Resources member must be defined.',
    );
  }
  checkLimits(template);
  for (const [logicalId, resource] of Object.entries(template.Resources)) {
    checkResource(logicalId, resource);
  }
  checkReferences(template);
  checkCycles(template);
}

function checkLimits(template: Template): void {
  for (const [section, limit] of Object.entries(LIMITS)) {
    const count = Object.keys(template[section as keyof typeof LIMITS]).length;
    if (count > limit) {
      throw validationError(
        `Template format error: Number of ${section.toLowerCase()}, ${count}, is greater than maximum allowed, ${limit}`,
      );
    }
  }
}

function checkResource(logicalId: string, resource: TemplateResource): void {
  if (!/^[a-zA-Z0-9]+$/.test(logicalId)) {
    throw validationError(
      `Template format error: Resource name ${logicalId} is non alphanumeric.`,
    );
  }
  if (typeof resource !== 'object' || typeof resource?.Type !== 'string') {
    throw validationError(
      `Template format error: [/Resources/${logicalId}] Every Resources object must contain a Type member.`,
    );
  }
  const unknown = Object.keys(resource).filter(
    key => !RESOURCE_MEMBERS.includes(key),
  );
  if (unknown.length > 0) {
    throw validationError(`Invalid template resource property '${unknown[0]}'`);
  }
  for (const policy of ['DeletionPolicy', 'UpdateReplacePolicy'] as const) {
    const value = resource[policy];
    if (value !== undefined && !DELETION_POLICIES.includes(value)) {
      throw validationError(
        `Template format error: Unrecognized ${policy} ${value} for resource ${logicalId}`,
      );
    }
  }
}

function checkReferences(template: Template): void {
  const names = new Set([
    ...Object.keys(template.Resources),
    ...Object.keys(template.Parameters),
  ]);
  const missing = (values: unknown[]) => [
    ...new Set(
      values
        .flatMap(value => templateReferences(value))
        .map(({ name }) => name)
        .filter(name => !names.has(name)),
    ),
  ];
  const inResources = [
    ...missing(Object.values(template.Resources).map(r => r.Properties)),
    ...Object.values(template.Resources)
      .flatMap(({ DependsOn }) => DependsOn ?? [])
      .filter(name => !Object.hasOwn(template.Resources, name)),
  ];
  if (inResources.length > 0) {
    throw validationError(
      `Template format error: Unresolved resource dependencies [${inResources.join(
        ', ',
      )}] in the Resources block of the template`,
    );
  }
  const inOutputs = missing(Object.values(template.Outputs));
  if (inOutputs.length > 0) {
    throw validationError(
      `Unresolved resource dependencies [${inOutputs.join(
        ', ',
      )}] in the Outputs block of the template`,
    );
  }
  checkConditions(template);
}

function checkConditions(template: Template): void {
  const holders = Object.entries({
    ...template.Resources,
    ...template.Outputs,
  });
  for (const [name, { Condition }] of holders) {
    if (
      Condition !== undefined &&
      !Object.hasOwn(template.Conditions, Condition)
    ) {
      throw validationError(
        `Template format error: Unresolved condition dependency ${Condition} in ${name}`,
      );
    }
  }
}

function checkCycles(template: Template): void {
  const graph = new Map(
    Object.entries(template.Resources).map(([logicalId, resource]) => [
      logicalId,
      resourceDependencies(resource, template.Resources),
    ]),
  );
  const cycle = findCycle(graph);
  if (cycle) {
    throw validationError(
      `Circular dependency between resources: [${cycle.join(', ')}]`,
    );
  }
}
