import { Retention } from './retention';
import { SizeName } from './sizes';
import { EnvironmentStatus } from './environmentStatus';

/** Which environment: a suffix on a target. @public */
export interface EnvironmentRef {
  suffix: string;
  target: string;
}

/** How the proof of a stack stands, see {@link Environment.stackProof}. @public */
export type StackProofState = 'current' | 'previous' | 'missing';

/** Names of the stack outputs that scripts can rely on. @public */
export interface EnvironmentOutputs {
  DatabaseEndpoint: string;
  DatabasePort: string;
  DatabaseName: string;
  DatabaseIdentifier?: string;
  DatabaseSecretArn: string;
  BastionInstanceId: string;
  KmsKeyArn: string;
  BucketName: string;
  VpcId: string;
  ApplicationSecurityGroupId: string;
  EngineVersion: string;
  Region: string;
  /** ReadReplica1Endpoint … and the rest of the stack's outputs. */
  [name: string]: string | undefined;
}

/**
 * One environment, exactly as its CloudFormation stack tells it.
 *
 * @public
 */
export interface Environment extends EnvironmentRef {
  isDefaultTarget: boolean;
  accountId: string;
  region: string;
  stackName: string;
  /** The stack's ARN: the identity that survives deletion and is never reused. */
  stackId: string;
  /** ID of the portal that made it; undefined only for a deleted stack of which AWS no longer returns the tags. */
  portal?: string;
  /**
   * Whether a portal's proof is in the stack's metadata, where the portal signs: made with the first key (`current`), with
   * another one (`previous`), or none that is valid (`missing`). Undefined where the portal has no keys.
   */
  stackProof?: StackProofState;
  status: EnvironmentStatus;
  /** CloudFormation's own status, such as CREATE_COMPLETE. */
  stackStatus: string;
  /** CloudFormation's reason for the status, where it gives one. */
  statusReason?: string;
  size: SizeName;
  sizeAtCreation: SizeName;
  retention: Retention;
  /**
   * True where it was protected once, and released since: tearing it down needs a permission of its own, and an
   * acknowledgement (`acknowledgeRetained`).
   */
  wasRetained?: boolean;
  /** Full entity ref. */
  owner: string;
  /** Full entity ref of the user who asked for it. */
  requestedBy?: string;
  /** Exact minor version, such as 17.9. */
  engineVersion: string;
  backupRetentionDays: number;
  /** ISO 8601. */
  expiresAt?: string;
  description?: string;
  /** ID of the scaffolder task that worked on it last. */
  lastTaskId?: string;
  /** ISO 8601. */
  createdAt: string;
  /** ISO 8601. */
  updatedAt?: string;
  terminationProtection: boolean;
  /** Undefined until the stack is complete. */
  outputs?: EnvironmentOutputs;
  /** Endpoint of every AWS service; only for the sandbox. */
  awsEndpoint?: string;
  /** URL of the stack in the AWS console; undefined for the sandbox. */
  consoleUrl?: string;
}
