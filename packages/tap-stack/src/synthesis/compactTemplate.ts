/**
 * Attributes that are strings. Other attributes can be lists, which Fn::Sub
 * does not support.
 */
const TEXT_ATTRIBUTES = new Set([
  'AllocationId',
  'Arn',
  'DbiResourceId',
  'DefaultSecurityGroup',
  'Endpoint.Address',
  'Endpoint.Port',
  'GroupId',
  'QueueName',
]);

interface CompactableResource {
  Properties?: unknown;
  DependsOn?: unknown;
}

/** The parts of a CloudFormation template that are compacted. */
export interface CompactableTemplate {
  Resources: Record<string, CompactableResource>;
  Outputs?: unknown;
}

/**
 * Reduces the size of a template without changing its meaning: attributes and
 * joined strings become `Fn::Sub`, a list of one dependency or one statement
 * becomes its element. The CDK CLI sends a template as YAML, in which
 * `Fn::GetAtt` takes three lines, and requires `cdk bootstrap` above 51,200
 * characters, even if the JSON is smaller.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-sub.html
 *
 * @returns a new template; missing sections are undefined
 */
export function compactTemplate<T extends CompactableTemplate>(template: T): T {
  return {
    ...template,
    Resources: Object.fromEntries(
      Object.entries(template.Resources).map(([id, resource]) => [
        id,
        compactResource(resource),
      ]),
    ),
    Outputs: compactValue(template.Outputs),
  };
}

function compactResource(resource: CompactableResource): CompactableResource {
  const { DependsOn } = resource;
  return {
    ...resource,
    Properties: compactValue(resource.Properties),
    DependsOn:
      Array.isArray(DependsOn) && DependsOn.length === 1
        ? DependsOn[0]
        : DependsOn,
  };
}

function compactValue(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(compactValue);
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  const text = textOfIntrinsic(value as Record<string, unknown>);
  return text === undefined
    ? Object.fromEntries(
        Object.entries(value).map(([key, item]) => [
          key,
          compactValue(isSingleStatement(key, item) ? item[0] : item),
        ]),
      )
    : { 'Fn::Sub': text };
}

/**
 * A policy document accepts a single statement:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_statement.html
 */
function isSingleStatement(key: string, value: unknown): value is [unknown] {
  return key === 'Statement' && Array.isArray(value) && value.length === 1;
}

/** The Fn::Sub string of an attribute or a Join, if possible. */
function textOfIntrinsic(value: Record<string, unknown>): string | undefined {
  const attribute = value['Fn::GetAtt'];
  if (Array.isArray(attribute) && TEXT_ATTRIBUTES.has(attribute[1])) {
    return textOfPart(value);
  }
  const join = value['Fn::Join'];
  if (!Array.isArray(join) || !Array.isArray(join[1])) {
    return undefined;
  }
  const [delimiter, items] = join;
  const parts = items.map(textOfPart);
  return parts.includes(undefined)
    ? undefined
    : parts.join(textOfPart(delimiter));
}

/** A value between delimiters is a string, whatever the attribute is. */
function textOfPart(part: unknown): string | undefined {
  if (typeof part === 'string') {
    return part.replaceAll('${', '${!');
  }
  const { Ref: name, 'Fn::GetAtt': attribute } = part as Record<
    string,
    unknown
  >;
  if (Array.isArray(attribute)) {
    return `\${${attribute.join('.')}}`;
  }
  return name === undefined ? undefined : `\${${name}}`;
}
