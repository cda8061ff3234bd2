/**
 * Attributes that are one text each. Others stay as they are, since an
 * attribute may be a list, which Fn::Sub cannot give.
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

/** A template of CloudFormation, as far as it is made smaller. */
export interface CompactableTemplate {
  Resources: Record<string, CompactableResource>;
  Outputs?: unknown;
}

/**
 * Says the same in fewer lines: references to attributes and joined texts as
 * `Fn::Sub`, a list of one dependency or one statement as that one. The CDK CLI sends a template as YAML, where the list of a
 * `Fn::GetAtt` takes three lines, and it demands `cdk bootstrap` above 51,200
 * characters, although the JSON of the same template is well below.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-sub.html
 *
 * @returns a new template; what it has not is undefined in it
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
 * A policy document takes one statement as well as a list:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_statement.html
 */
function isSingleStatement(key: string, value: unknown): value is [unknown] {
  return key === 'Statement' && Array.isArray(value) && value.length === 1;
}

/** The text for Fn::Sub of an attribute or a Join, where it can be one. */
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

/** What stands between delimiters is a text, whatever the attribute is. */
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
