import {
  environmentRequestSchema,
  extendRequestSchema,
  RETENTIONS,
  SIZE_NAMES,
  teardownRequestSchema,
} from '@tap/plugin-tap-common';
import type { z as zod } from 'zod/v3';

type Zod = typeof zod;

const request = environmentRequestSchema.shape;
const teardown = teardownRequestSchema.innerType().shape;
const extension = extendRequestSchema.shape;

/**
 * Properties of the actions' inputs: what the scaffolder itself checks and shows on its page of actions.
 *
 * Patterns and lengths are left out on purpose. The scaffolder runs nothing but the JSON schema, and says of a
 * pattern only that it does not match; every handler parses its input again with tap-common's schemas, whose messages
 * name the field, the rule and an example that would pass.
 */
export const suffix = (z: Zod) => z.string().describe(told(request.suffix));

export const target = (z: Zod) =>
  z.string().optional().describe(told(request.target));

export const size = (z: Zod) =>
  z.enum(SIZE_NAMES).optional().describe(told(request.size));

export const retention = (z: Zod) =>
  z.enum(RETENTIONS).optional().describe(told(request.retention));

export const owner = (z: Zod) =>
  z.string().optional().describe(told(request.owner));

export const engineVersion = (z: Zod) =>
  z.string().optional().describe(told(request.engineVersion));

export const backupRetentionDays = (z: Zod) =>
  z
    .number()
    .int()
    .min(1)
    .max(35)
    .optional()
    .describe(told(request.backupRetentionDays));

export const expiresIn = (z: Zod) =>
  z.string().optional().describe(told(request.expiresIn));

export const newExpiresIn = (z: Zod) =>
  z.string().describe(told(extension.expiresIn));

export const description = (z: Zod) =>
  z.string().optional().describe(told(request.description));

export const confirm = (z: Zod) => z.string().describe(told(teardown.confirm));

export const acknowledgeLostSnapshots = (z: Zod) =>
  z.boolean().optional().describe(told(teardown.acknowledgeLostSnapshots));

export const acknowledgeRetained = (z: Zod) =>
  z.boolean().optional().describe(told(teardown.acknowledgeRetained));

export const onlyIfExpired = (z: Zod) =>
  z.string().optional().describe(told(teardown.onlyIfExpired));

function told(schema: zod.ZodTypeAny): string {
  return schema.description ?? '';
}
