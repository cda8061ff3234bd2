/** A reference of a CloudFormation template to a parameter or a resource. @public */
export interface TemplateReference {
  name: string;
  /** Set for Fn::GetAtt. */
  attribute: string | undefined;
}

const SUB_VARIABLE = /\$\{([^!${}][^${}]*)\}/g;

/**
 * Everything that a value references by Ref, Fn::GetAtt and Fn::Sub, except
 * pseudo parameters.
 *
 * @public
 */
export function templateReferences(value: unknown): TemplateReference[] {
  const found: TemplateReference[] = [];
  collect(value, found);
  return found;
}

/**
 * The logical IDs that a resource depends on directly: those that it references, and those of its `DependsOn`.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-dependson.html
 *
 * @param resources - of the template, by logical ID
 * @public
 */
export function resourceDependencies(
  resource: {
    readonly DependsOn?: string | readonly string[];
    readonly Properties?: unknown;
  },
  resources: Readonly<Record<string, unknown>>,
): string[] {
  const names = [
    ...[resource.DependsOn ?? []].flat(),
    ...templateReferences(resource.Properties).map(({ name }) => name),
  ];
  return [...new Set(names)].filter(name => Object.hasOwn(resources, name));
}

/** The variables of a Fn::Sub string (`a.b`), without the literal `${!x}`. @public */
export function subVariables(text: string): string[] {
  return [...text.matchAll(SUB_VARIABLE)].map(([, name]) => name.trim());
}

/** Replaces the variables of a Fn::Sub string and unescapes `${!x}`. @public */
export function replaceSubVariables(
  text: string,
  replacement: (name: string) => string,
): string {
  return text
    .replace(SUB_VARIABLE, (_, name) => replacement(name.trim()))
    .replace(/\$\{!([^{}]*)\}/g, '${$1}');
}

/** Splits `Resource.Attribute.Sub` at the first dot. @public */
export function splitAttribute(name: string): TemplateReference {
  const dot = name.indexOf('.');
  return dot === -1
    ? { name, attribute: undefined }
    : { name: name.slice(0, dot), attribute: name.slice(dot + 1) };
}

function collect(value: unknown, found: TemplateReference[]): void {
  if (Array.isArray(value)) {
    value.forEach(item => collect(item, found));
    return;
  }
  if (typeof value !== 'object' || value === null) {
    return;
  }
  const entries = Object.entries(value);
  const [key, argument] = entries.length === 1 ? entries[0] : [];
  if (key === 'Ref' && typeof argument === 'string') {
    add({ name: argument, attribute: undefined }, found);
  } else if (key === 'Fn::GetAtt') {
    add(getAttReference(argument), found);
    collect(Array.isArray(argument) ? argument[1] : undefined, found);
  } else if (key === 'Fn::Sub') {
    collectSub(argument, found);
  } else {
    entries.forEach(([, item]) => collect(item, found));
  }
}

function collectSub(argument: unknown, found: TemplateReference[]): void {
  const [text, variables] = Array.isArray(argument)
    ? argument
    : [argument, undefined];
  for (const name of subVariables(String(text))) {
    if (!Object.hasOwn(variables ?? {}, name)) {
      add(splitAttribute(name), found);
    }
  }
  collect(variables, found);
}

/** Fn::GetAtt as `[name, attribute]` or `name.attribute`. @public */
export function getAttReference(argument: unknown): TemplateReference {
  return Array.isArray(argument)
    ? { name: String(argument[0]), attribute: String(argument[1]) }
    : splitAttribute(String(argument));
}

function add(reference: TemplateReference, found: TemplateReference[]): void {
  if (!reference.name.startsWith('AWS::')) {
    found.push(reference);
  }
}
