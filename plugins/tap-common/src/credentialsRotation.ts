import { z } from 'zod/v3';

/**
 * Schema of the last rotation of the passwords of an environment's roles. An environment whose passwords were never rotated
 * has none.
 *
 * @public
 */
export const credentialsRotationSchema = z.object({
  requestedAt: z
    .string()
    .datetime()
    .describe('When it was requested, as an ISO 8601 time'),
  previousValidUntil: z
    .string()
    .datetime()
    .describe(
      'Until when PostgreSQL accepts the previous passwords, as an ISO 8601 time',
    ),
});

/** Last rotation of the passwords of an environment's roles, see {@link credentialsRotationSchema}. @public */
export type CredentialsRotation = z.output<typeof credentialsRotationSchema>;
