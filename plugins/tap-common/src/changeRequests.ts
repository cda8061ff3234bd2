import { z } from 'zod/v3';
import { FIELDS } from './fields';

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

/** @public */
export type TransferRequest = z.output<typeof transferRequestSchema>;
