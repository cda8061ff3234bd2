/** A resource of a template, as far as TAP looks into it. @public */
export interface StackResource {
  /** Such as `AWS::RDS::DBInstance`. */
  Type: string;
  Properties?: Record<string, unknown>;
  DeletionPolicy?: string;
  UpdateReplacePolicy?: string;
}

/** A CloudFormation template, as parsed JSON. @public */
export interface StackTemplate {
  Parameters?: Record<string, unknown>;
  Resources?: Record<string, StackResource>;
  Outputs?: Record<string, { Value?: unknown }>;
}
