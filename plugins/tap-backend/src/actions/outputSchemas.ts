import { RETENTIONS, SIZE_NAMES } from '@tap/plugin-tap-common';
// The actions registry takes zod v3 schemas.
import { z } from 'zod/v3';

/** An environment, as tap-common's `Environment` has it. */
export const environmentSchema = z.object({
  suffix: z.string(),
  target: z.string(),
  isDefaultTarget: z.boolean(),
  accountId: z.string(),
  region: z.string(),
  stackName: z.string(),
  stackId: z.string().describe('ARN of the stack'),
  portal: z.string().optional(),
  stackProof: z
    .enum(['current', 'previous', 'missing'])
    .optional()
    .describe('Whether the metadata of the stack are signed by a portal'),
  status: z.enum([
    'creating',
    'available',
    'updating',
    'deleting',
    'rolling-back',
    'failed',
    'delete-failed',
    'deleted',
  ]),
  stackStatus: z.string(),
  statusReason: z.string().optional(),
  size: z.enum(SIZE_NAMES),
  sizeAtCreation: z.enum(SIZE_NAMES),
  retention: z.enum(RETENTIONS),
  wasRetained: z
    .boolean()
    .optional()
    .describe('Whether it was protected once; its teardown has to say so'),
  owner: z.string().describe('Entity ref'),
  requestedBy: z.string().optional().describe('Entity ref'),
  engineVersion: z.string(),
  backupRetentionDays: z.number(),
  expiresAt: z.string().optional().describe('ISO 8601'),
  description: z.string().optional(),
  lastTaskId: z.string().optional(),
  createdAt: z.string().describe('ISO 8601'),
  updatedAt: z.string().optional().describe('ISO 8601'),
  terminationProtection: z.boolean(),
  outputs: z
    .object({
      DatabaseEndpoint: z.string(),
      DatabasePort: z.string(),
      DatabaseName: z.string(),
      DatabaseSecretArn: z.string(),
      BastionInstanceId: z.string(),
      KmsKeyArn: z.string(),
      BucketName: z.string(),
      VpcId: z.string(),
      ApplicationSecurityGroupId: z.string(),
      EngineVersion: z.string(),
      Region: z.string(),
    })
    .catchall(z.string().optional())
    .optional(),
  consoleUrl: z.string().optional(),
});

const priceSchema = z.object({
  currency: z.literal('USD'),
  monthlyUsd: z.number(),
  items: z.array(
    z.object({
      item: z.string(),
      quantity: z.string(),
      monthlyUsd: z.number(),
    }),
  ),
  source: z.string(),
});

/** A plan, as tap-common's `EnvironmentPlan` has it. */
export const planSchema = z.object({
  ref: z.object({ suffix: z.string(), target: z.string() }),
  operation: z.enum(['create', 'update', 'none']),
  changes: z.array(
    z.object({
      action: z.enum(['add', 'modify', 'remove', 'replace']),
      logicalId: z.string(),
      resourceType: z.string(),
      causes: z.array(z.string()),
      effect: z.enum(['data-loss', 'restart', 'none']),
      detail: z.string().optional(),
    }),
  ),
  price: priceSchema.optional(),
  priceBefore: priceSchema.optional(),
  warnings: z.array(z.string()),
  templateBytes: z.number(),
});

/** A task that was started. */
export const startedTaskSchema = z.object({
  taskId: z.string().describe('ID of the scaffolder task'),
});
