import type { z as zod } from 'zod/v3';

type Zod = typeof zod;

export const entityRef = (z: Zod) =>
  z.string().describe('Entity ref of the environment in the catalog');

export const environmentUrl = (z: Zod) =>
  z.string().describe('Path of the environment’s page in the portal');

export const stackId = (z: Zod) =>
  z.string().optional().describe('ARN of the CloudFormation stack');

export const stackName = (z: Zod) =>
  z.string().describe('Name of the CloudFormation stack');

export const suffix = (z: Zod) =>
  z.string().describe('Suffix of the environment');

export const target = (z: Zod) =>
  z.string().describe('Target, that is account and region, by its name');

export const region = (z: Zod) => z.string().optional().describe('AWS region');

export const endpoint = (z: Zod) =>
  z.string().optional().describe('Host name of the primary database');

export const port = (z: Zod) =>
  z.number().optional().describe('Port of the primary database');

export const databaseName = (z: Zod) =>
  z.string().optional().describe('Name of the database');

export const secretArn = (z: Zod) =>
  z
    .string()
    .optional()
    .describe('ARN of the secret with user name and password');

export const bastionInstanceId = (z: Zod) =>
  z.string().optional().describe('Instance ID of the SSM bastion');

export const kmsKeyArn = (z: Zod) =>
  z.string().optional().describe('ARN of the encryption key');

export const bucketName = (z: Zod) =>
  z.string().optional().describe('Name of the bucket');

export const expiresAt = (z: Zod) =>
  z
    .string()
    .optional()
    .describe('When the environment expires, as an ISO 8601 time');

export const kept = (z: Zod) =>
  z
    .array(
      z.object({
        logicalId: z.string(),
        resourceType: z.string(),
        physicalId: z.string().optional(),
        kind: z.enum(['retained', 'orphaned']),
        reason: z.string(),
      }),
    )
    .describe(
      'Resources that are still there: retained on purpose, or orphaned because they could not be removed',
    );

export const summary = (z: Zod) =>
  z.string().describe('What is gone and what is left, in words');
