import { z } from 'zod/v3';
import { shapeOf } from './field';
import { credentialsRotationSchema } from './credentialsRotation';
import { EGRESSES } from './egress';
import { REF_FIELDS, SETTING_FIELDS } from './fields';
import { runStateSchema } from './runState';
import { settingsSchema } from './settings';
import { ENVIRONMENT_STATUSES } from './environmentStatus';

/** Identifies an environment: a suffix on a target. @public */
export const refSchema = z.object(shapeOf(REF_FIELDS));

/** Identifies an environment: a suffix on a target. @public */
export type EnvironmentRef = z.output<typeof refSchema>;

/** State of the proof of a stack, see {@link Environment}. @public */
export type StackProofState = NonNullable<Environment['stackProof']>;

/**
 * Outputs of an environment's stack that the catalog and the pages know, and the rest of the stack's outputs, such as
 * `ReadReplica1Endpoint`. The template of every stack module has the required ones.
 *
 * @public
 */
export const environmentOutputsSchema = z
  .object({
    DatabaseEndpoint: z.string().describe('Host name of the primary database'),
    DatabasePort: z.string().describe('Port of the primary database'),
    DatabaseName: z.string().describe('Name of the database'),
    DatabaseIdentifier: z
      .string()
      .optional()
      .describe('Identifier of the DB instance of the primary database'),
    DatabaseSecretArn: z
      .string()
      .describe(
        'ARN of the secret with user name and password of the master user',
      ),
    OwnerSecretArn: z
      .string()
      .optional()
      .describe('ARN of the secret of the role that owns the schema'),
    ReadWriteSecretArn: z
      .string()
      .optional()
      .describe('ARN of the secret of the role that reads and writes'),
    ReadOnlySecretArn: z
      .string()
      .optional()
      .describe('ARN of the secret of the role that only reads'),
    BastionInstanceId: z
      .string()
      .optional()
      .describe('Instance ID of the SSM bastion'),
    KmsKeyArn: z.string().optional().describe('ARN of the KMS key'),
    BucketName: z.string().optional().describe('Name of the bucket'),
    VpcId: z.string().optional().describe('ID of the VPC'),
    ApplicationSecurityGroupId: z
      .string()
      .optional()
      .describe(
        'ID of the security group whose members can connect to the database',
      ),
    DatabaseReachableFrom: z
      .string()
      .optional()
      .describe(
        'Ranges, prefix lists and security groups that reach the database, in addition to application and bastion, separated by commas',
      ),
    EngineVersion: z
      .string()
      .optional()
      .describe('Exact minor version of PostgreSQL'),
    Region: z.string().optional().describe('AWS region'),
  })
  .catchall(z.string().optional());

/** Names of the outputs that every stack has: the database can be connected to with them. @public */
export const REQUIRED_OUTPUTS: readonly string[] = Object.entries(
  environmentOutputsSchema.shape,
).flatMap(([name, schema]) => (schema.isOptional() ? [] : [name]));

/** Outputs of an environment's stack. @public */
export type EnvironmentOutputs = z.output<typeof environmentOutputsSchema>;

/**
 * ARN of the secret with which a new environment is set up: of the role that owns the schema, or of the master user if the
 * database has no roles.
 *
 * @public
 */
export function ownerSecretArn(outputs: EnvironmentOutputs): string {
  return outputs.OwnerSecretArn ?? outputs.DatabaseSecretArn;
}

/**
 * One environment, as described by its CloudFormation stack.
 *
 * @public
 */
export const environmentSchema = refSchema.merge(settingsSchema).extend({
  isDefaultTarget: z.boolean(),
  accountId: z.string().describe('ID of the AWS account'),
  region: z.string().describe('AWS region'),
  stackName: z.string().describe('Name of the CloudFormation stack'),
  stackId: z
    .string()
    .describe('ARN of the CloudFormation stack; AWS never uses it again'),
  portal: z
    .string()
    .optional()
    .describe(
      'ID of the portal that created it; only a deleted stack can lack it, because AWS can omit the tags of such stacks',
    ),
  stackProof: z
    .enum(['current', 'previous', 'missing'])
    .optional()
    .describe(
      'Whether the metadata of the stack has a valid proof, made with the first key of the portal (current) or another one (previous); absent if the portal has no keys',
    ),
  status: z.enum(ENVIRONMENT_STATUSES),
  stackStatus: z
    .string()
    .describe('Status of the CloudFormation stack, such as CREATE_COMPLETE'),
  statusReason: z
    .string()
    .optional()
    .describe('Reason that CloudFormation gives for the status'),
  sizeAtCreation: SETTING_FIELDS.size.schema.describe(
    'Size that the environment was created with',
  ),
  egress: z
    .enum(EGRESSES)
    .optional()
    .describe(
      'How it reaches the internet, fixed at creation; absent if it has no egress of its own, or a release before this field created it',
    ),
  vpcCidr: z
    .string()
    .optional()
    .describe(
      'Address range of its network, such as 10.64.16.0/20; absent in an existing network, and if it is the default of the stack module',
    ),
  wasRetained: z
    .boolean()
    .optional()
    .describe(
      'Whether it was protected (retention retain) before: a teardown then needs acknowledgeRetained: true and a permission of its own',
    ),
  changePending: z
    .boolean()
    .optional()
    .describe(
      'Whether only some of the updates of a change are done; the portal carries out the others unless the change was cancelled',
    ),
  runState: runStateSchema
    .optional()
    .describe(
      'Last stop or start of its database; absent if it was never stopped',
    ),
  credentialsRotation: credentialsRotationSchema
    .optional()
    .describe(
      'Last rotation of the passwords of its roles; absent if they were never rotated',
    ),
  requestedBy: z
    .string()
    .optional()
    .describe('Entity ref of the user who requested it'),
  expiresAt: z
    .string()
    .datetime()
    .optional()
    .describe('When the environment expires, as an ISO 8601 time'),
  lastTaskId: z
    .string()
    .optional()
    .describe('ID of the last scaffolder task that changed it'),
  createdAt: z
    .string()
    .datetime()
    .describe('When the stack was created, as an ISO 8601 time'),
  updatedAt: z
    .string()
    .datetime()
    .optional()
    .describe('When the stack was last updated, as an ISO 8601 time'),
  terminationProtection: z
    .boolean()
    .describe('Whether the stack has termination protection'),
  outputs: environmentOutputsSchema
    .optional()
    .describe('Outputs of the stack; absent until the stack is complete'),
  awsEndpoint: z
    .string()
    .optional()
    .describe('Endpoint of all AWS services; only for the sandbox'),
  consoleUrl: z
    .string()
    .optional()
    .describe('URL of the stack in the AWS console; absent for the sandbox'),
});

/** One environment, see {@link environmentSchema}. @public */
export type Environment = z.output<typeof environmentSchema>;
