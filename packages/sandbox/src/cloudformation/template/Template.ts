/** DeletionPolicy and UpdateReplacePolicy. */
export type DeletionPolicy =
  | 'Delete'
  | 'Retain'
  | 'RetainExceptOnCreate'
  | 'Snapshot';

/** A resource of the template, with intrinsic functions unresolved. */
export interface TemplateResource {
  Type: string;
  Properties?: Record<string, unknown>;
  DependsOn?: string | string[];
  Condition?: string;
  Metadata?: Record<string, unknown>;
  DeletionPolicy?: DeletionPolicy;
  UpdateReplacePolicy?: DeletionPolicy;
  CreationPolicy?: unknown;
  UpdatePolicy?: unknown;
}

/** A parameter of the template. */
export interface TemplateParameter {
  Type: string;
  Default?: unknown;
  NoEcho?: boolean | string;
  Description?: string;
  AllowedValues?: unknown[];
  AllowedPattern?: string;
  ConstraintDescription?: string;
  MinLength?: number | string;
  MaxLength?: number | string;
  MinValue?: number | string;
  MaxValue?: number | string;
}

/** An output of the template. */
export interface TemplateOutput {
  Value: unknown;
  Description?: string;
  Condition?: string;
  Export?: { Name: unknown };
}

/**
 * A parsed and validated template.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-anatomy.html
 */
export interface Template {
  AWSTemplateFormatVersion?: string;
  Description?: string;
  Metadata?: Record<string, unknown>;
  Parameters: Record<string, TemplateParameter>;
  Mappings: Record<string, Record<string, Record<string, unknown>>>;
  Conditions: Record<string, unknown>;
  Rules?: unknown;
  Resources: Record<string, TemplateResource>;
  Outputs: Record<string, TemplateOutput>;
}
