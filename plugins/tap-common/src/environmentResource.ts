/** One resource of an environment's stack. @public */
export interface EnvironmentResource {
  logicalId: string;
  resourceType: string;
  physicalId?: string;
  /** CloudFormation's resource status, such as CREATE_COMPLETE. */
  status: string;
  /** Reason that CloudFormation gives for the status. */
  reason?: string;
  /** When the status changed last, ISO 8601. */
  updatedAt?: string;
  /** ARN; absent for a type of which an ARN is not known. */
  arn?: string;
  /** URL of the resource in the AWS console; absent without an ARN, and for the sandbox. */
  consoleUrl?: string;
}
