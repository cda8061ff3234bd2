import {
  credentialsRotationSchema,
  environmentOutputsSchema,
  environmentSchema,
  keptResourceSchema,
} from '@tap/plugin-tap-common';
import type { z as zod } from 'zod/v3';

type Zod = typeof zod;

const environment = environmentSchema.shape;
const outputs = environmentOutputsSchema.shape;

export const entityRef = (z: Zod) =>
  z.string().describe('Entity ref of the environment in the catalog');

export const environmentUrl = (z: Zod) =>
  z.string().describe('Path of the environment page in the portal');

export const suffix = () => environment.suffix;

export const target = () => environment.target;

export const stackName = () => environment.stackName;

export const stackId = () => environment.stackId.optional();

export const region = () => environment.region.optional();

/** Outputs of each action that changes an existing environment. */
export const ofChange = {
  entityRef,
  environmentUrl,
  suffix,
  target,
  stackId,
};

export const previousValidUntil = () =>
  credentialsRotationSchema.shape.previousValidUntil.optional();

export const secretArns = (z: Zod) =>
  z
    .array(z.string())
    .describe('ARNs of the secrets with user name and password of the roles');

export const expiresAt = () => environment.expiresAt;

export const endpoint = () => outputs.DatabaseEndpoint.optional();

export const port = (z: Zod) =>
  z
    .number()
    .optional()
    .describe(outputs.DatabasePort.description ?? '');

export const databaseName = () => outputs.DatabaseName.optional();

export const secretArn = (z: Zod) =>
  z
    .string()
    .optional()
    .describe(
      'ARN of the secret with user name and password of the role that owns the schema, or of the master user if the database has no roles',
    );

export const bastionInstanceId = () => outputs.BastionInstanceId.optional();

export const kmsKeyArn = () => outputs.KmsKeyArn.optional();

export const bucketName = () => outputs.BucketName.optional();

export const kept = (z: Zod) =>
  z
    .array(keptResourceSchema)
    .describe(
      'Resources that still exist: retained on purpose, or orphaned because their deletion failed',
    );

export const summary = (z: Zod) =>
  z.string().describe('Summary of the deleted and the retained resources');
