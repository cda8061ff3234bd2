import { z } from 'zod/v3';
import { expiresIn, owner, suffix, target } from './requestFields';

/** Input of the extend action and route. @public */
export const extendRequestSchema = z
  .object({
    suffix,
    target: target.optional(),
    expiresIn: expiresIn.describe(
      'How long the environment shall live from now on, for example 7d',
    ),
  })
  .strict();

/** @public */
export type ExtendRequest = z.output<typeof extendRequestSchema>;

/** Input of a change of owner. @public */
export const transferRequestSchema = z
  .object({
    suffix,
    target: target.optional(),
    owner: owner.describe('Entity ref of the group or user that takes it over'),
  })
  .strict();

/** @public */
export type TransferRequest = z.output<typeof transferRequestSchema>;
