import {
  RETENTION_NAMES,
  SizeName,
  SIZES,
  StackRetention,
  synthesizeTemplate,
  TapStackProps,
} from '..';

/** A property of a resource after synthesis. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type Json = any;

/** A resource of a template. */
export interface TemplateResource {
  Type: string;
  Properties: Record<string, Json>;
  DependsOn?: string | string[];
  DeletionPolicy?: string;
  UpdateReplacePolicy?: string;
}

/** A template after synthesis. */
export interface Template {
  Metadata?: Json;
  Parameters: Record<string, Json>;
  Mappings?: Json;
  Resources: Record<string, TemplateResource>;
  Outputs: Record<string, { Value: Json }>;
}

export const SIZE_NAMES = Object.keys(SIZES) as SizeName[];

/** A size and a retention. */
type Shape = { size: SizeName; retention: StackRetention };

/** Every combination of size and retention. */
export const ALL_SHAPES: Shape[] = SIZE_NAMES.flatMap(size =>
  RETENTION_NAMES.map(retention => ({ size, retention })),
);

/**
 * Pairs of two lists: every value of both at least once in `./tap test`, all combinations in `./tap verify`, which sets
 * `TAP_VERIFY`. For tests in which a pair takes seconds.
 */
export function pairsOf<A, B>(
  some: readonly A[],
  others: readonly B[],
): Array<[A, B]> {
  if (process.env.TAP_VERIFY) {
    return some.flatMap(one => others.map((other): [A, B] => [one, other]));
  }
  const length = Math.max(some.length, others.length);
  return Array.from({ length }, (_, index) => {
    // The shorter list begins one later in each round, so that its values meet different ones.
    const from = <T>(list: readonly T[]) =>
      list[(index + Math.floor(index / list.length)) % list.length];
    return [from(some), from(others)];
  });
}

/** Every size and every retention at least once; every combination of them in `./tap verify`. */
export const SHAPES: Shape[] = pairsOf(SIZE_NAMES, RETENTION_NAMES).map(
  ([size, retention]) => ({ size, retention }),
);

/** What a portal pins on creation. */
export const PINNED = {
  environmentSuffix: 'orders-dev',
  env: { account: '123456789012', region: 'us-east-1' },
  availabilityZones: ['us-east-1a', 'us-east-1b', 'us-east-1c'],
  bastionImageId: 'ami-0123456789abcdef0',
};

/** A region of each other partition of AWS, with what a portal pins there. */
export const OTHER_PARTITIONS = {
  'aws-cn': 'cn-north-1',
  'aws-us-gov': 'us-gov-west-1',
} as const;

/** What a portal pins in another region than {@link PINNED}. */
export function pinnedIn(region: string) {
  return {
    env: { ...PINNED.env, region },
    availabilityZones: ['a', 'b', 'c'].map(letter => region + letter),
  };
}

/** An existing network. */
export const EXISTING_NETWORK = {
  vpcId: 'vpc-0123456789abcdef0',
  isolatedSubnetIds: ['a', 'b', 'c'].map(
    end => `subnet-0123456789abcde0${end}`,
  ),
  privateSubnetIds: ['a', 'b', 'c'].map(end => `subnet-0123456789abcde1${end}`),
};

const templates = new Map<string, Template>();

/** Synthesizes a template; cached by props. */
export function templateOf(props: Partial<TapStackProps> = {}): Template {
  const all = { ...PINNED, ...props };
  const key = JSON.stringify(all);
  const known = templates.get(key);
  if (known) {
    return known;
  }
  const template = JSON.parse(synthesizeTemplate(all).templateBody);
  templates.set(key, template);
  return template;
}

/** Resources of a type, by logical ID. */
export function resourcesOf(
  template: Template,
  type: string,
): Array<TemplateResource & { id: string }> {
  return Object.entries(template.Resources)
    .filter(([, resource]) => resource.Type === type)
    .map(([id, resource]) => ({ id, ...resource }));
}

/** Properties of a resource. */
export function propertiesOf(
  template: Template,
  id: string,
): Record<string, Json> {
  const resource = template.Resources[id];
  if (!resource) {
    throw new Error(`${id} is not in the template`);
  }
  return resource.Properties;
}

/** The value of an attribute of a resource in the template. */
export function attribute(id: string, name: string) {
  return { 'Fn::Sub': `\${${id}.${name}}` };
}

/** Logical IDs that a resource depends on directly. */
export function dependenciesOf(template: Template, id: string): Set<string> {
  const found = new Set<string>();
  const visit = (value: Json): void => {
    if (Array.isArray(value)) {
      value.forEach(visit);
    } else if (typeof value === 'object' && value !== null) {
      if (typeof value.Ref === 'string') {
        found.add(value.Ref);
      }
      if (value['Fn::Sub']) {
        for (const [, name] of value['Fn::Sub'].matchAll(/\$\{(\w+)/g)) {
          found.add(name);
        }
      }
      Object.values(value).forEach(visit);
    }
  };
  const { Properties, DependsOn = [] } = template.Resources[id];
  visit(Properties);
  [DependsOn].flat().forEach(dependency => found.add(dependency));
  return new Set([...found].filter(name => template.Resources[name]));
}

/** Logical IDs that a resource depends on, directly or indirectly. */
export function allDependenciesOf(template: Template, id: string): Set<string> {
  const found = new Set<string>();
  const visit = (name: string): void =>
    dependenciesOf(template, name).forEach(dependency => {
      if (!found.has(dependency)) {
        found.add(dependency);
        visit(dependency);
      }
    });
  visit(id);
  return found;
}
