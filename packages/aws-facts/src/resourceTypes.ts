// Not resourceTypes.json: Node.js resolves './resourceTypes' to a .json file before a .ts file.
import facts from './resourceTypeSchemas.json';

/**
 * What AWS's resource provider schema says about one handler of a resource type.
 *
 * @public
 */
export interface ResourceHandlerFacts {
  /** IAM actions that the handler can call, over all of its branches, such as `rds:CreateDBInstance`. */
  readonly permissions: readonly string[];
  /** How long CloudFormation lets the handler run, in minutes; absent for CloudFormation's default. */
  readonly timeoutInMinutes?: number;
}

/**
 * What AWS's resource provider schema says about the tags of a resource type.
 *
 * @public
 */
export interface ResourceTaggingFacts {
  /** Whether the resources can have tags. */
  readonly taggable: boolean;
  /** Whether the resource is created with its tags. */
  readonly tagOnCreate?: boolean;
  /** Whether an update can change the tags. */
  readonly tagUpdatable?: boolean;
  /** Whether CloudFormation adds its `aws:cloudformation:*` tags. */
  readonly cloudFormationSystemTags?: boolean;
  /** JSON pointer to the property with the tags, such as `/properties/Tags`. */
  readonly tagProperty?: string;
  /** IAM actions to read and change tags. */
  readonly permissions?: readonly string[];
}

/**
 * What AWS's resource provider schema says about a resource type. Properties are JSON pointers into the schema, such as
 * `/properties/DBInstanceIdentifier`; `*` stands for any member of a list.
 *
 * {@link https://docs.aws.amazon.com/cloudformation-cli/latest/userguide/resource-type-schema.html}
 *
 * @public
 */
export interface ResourceTypeFacts {
  /** Names of properties that a template must set. */
  readonly required?: readonly string[];
  /** Properties whose change replaces the resource. */
  readonly createOnlyProperties?: readonly string[];
  /** Properties whose change replaces the resource under conditions that the schema does not state. */
  readonly conditionalCreateOnlyProperties?: readonly string[];
  /** Properties that only AWS sets, such as an ARN. */
  readonly readOnlyProperties?: readonly string[];
  /** Properties that can be set and are never returned, such as a password. */
  readonly writeOnlyProperties?: readonly string[];
  /** Properties that identify the resource. */
  readonly primaryIdentifier?: readonly string[];
  readonly tagging?: ResourceTaggingFacts;
  /** The handlers by name; empty for types that CloudFormation does not handle itself. */
  readonly handlers: Readonly<
    Partial<
      Record<
        'create' | 'read' | 'update' | 'delete' | 'list',
        ResourceHandlerFacts
      >
    >
  >;
}

/**
 * The day of the schemas in {@link RESOURCE_TYPES}, in ISO 8601.
 *
 * @public
 */
export const RESOURCE_TYPES_DATE = '2026-08-07';

/**
 * AWS's schema facts by resource type, such as `AWS::RDS::DBInstance`, for the types that TapStack can contain.
 *
 * Source: AWS's resource provider schemas, collected in pulumi/pulumi-aws-native (`aws-cloudformation-schema`).
 *
 * @public
 */
export const RESOURCE_TYPES: Readonly<Record<string, ResourceTypeFacts>> =
  facts;

/**
 * The type in {@link RESOURCE_TYPES} with the facts of a resource type of a template.
 *
 * @param resourceType - `Custom::…` is a custom resource
 * @returns undefined if the facts do not have the type
 * @public
 */
export function schemaType(resourceType: string): string | undefined {
  const type = resourceType.startsWith('Custom::')
    ? 'AWS::CloudFormation::CustomResource'
    : resourceType;
  return Object.hasOwn(RESOURCE_TYPES, type) ? type : undefined;
}
