import { z } from 'zod/v3';
import { FIELDS } from './fields';

/** Hours for which the previous passwords are accepted if a rotation does not set them. @public */
export const DEFAULT_GRACE_HOURS = 24;

/** A week. */
const LONGEST_GRACE_HOURS = 168;

const GRACE_RULE = `must be a whole number from 0 to ${LONGEST_GRACE_HOURS}, for example ${DEFAULT_GRACE_HOURS}`;

const ref = {
  suffix: FIELDS.suffix.schema,
  target: FIELDS.target.schema.optional(),
};

/** Input of the extend action and route. @public */
export const extendRequestSchema = z
  .object({
    ...ref,
    expiresIn: FIELDS.expiresIn.schema.describe(
      'Time from now until the environment expires, for example 7d',
    ),
  })
  .strict();

/** @public */
export type ExtendRequest = z.output<typeof extendRequestSchema>;

/** Input of a change of owner. @public */
export const transferRequestSchema = z
  .object({
    ...ref,
    owner: FIELDS.owner.schema.describe(
      'Entity ref of the group or user that becomes the owner',
    ),
  })
  .strict();

/** Only the portal itself sets these. */
const byPortal = {
  scheduled: z
    .boolean()
    .optional()
    .describe('Whether the running hours of the environment request it'),
  onlyIfSince: z
    .string()
    .datetime()
    .optional()
    .describe(
      'Only if the last stop or start of the environment is the one of this time. An environment that has been stopped or started since is left alone.',
    ),
};

/** Input of a stop. @public */
export const stopRequestSchema = z.object({ ...ref, ...byPortal }).strict();

/** @public */
export type StopRequest = z.output<typeof stopRequestSchema>;

/** Input of a start. @public */
export const startRequestSchema = z.object({ ...ref, ...byPortal }).strict();

/** @public */
export type StartRequest = z.output<typeof startRequestSchema>;

/** Input of a rotation of the passwords of the roles. @public */
export const rotateCredentialsRequestSchema = z
  .object({
    ...ref,
    graceHours: z
      .number()
      .int(GRACE_RULE)
      .min(0, GRACE_RULE)
      .max(LONGEST_GRACE_HOURS, GRACE_RULE)
      .default(DEFAULT_GRACE_HOURS)
      .describe(
        'Hours for which PostgreSQL accepts the previous passwords, 0 to 168, for example 24',
      ),
  })
  .strict();

/** @public */
export type RotateCredentialsRequest = z.output<
  typeof rotateCredentialsRequestSchema
>;

/** @public */
export type TransferRequest = z.output<typeof transferRequestSchema>;
