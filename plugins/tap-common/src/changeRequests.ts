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

/** @public */
export type TransferRequest = z.output<typeof transferRequestSchema>;
