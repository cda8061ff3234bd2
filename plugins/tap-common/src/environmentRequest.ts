import { z } from 'zod/v3';
import { shapeOf } from './field';
import { FIELDS, REF_FIELDS, SETTING_FIELDS } from './fields';

/**
 * A request for an environment: input of the deploy action, of the plan route and of the actions registry. An omitted
 * setting gets its default (see {@link REQUEST_DEFAULTS}) in a new environment, and stays unchanged in an existing one.
 *
 * @public
 */
export const environmentRequestSchema = z
  .object({
    ...shapeOf(REF_FIELDS),
    ...shapeOf(SETTING_FIELDS),
    expiresIn: FIELDS.expiresIn.schema,
  })
  .partial()
  .required({ suffix: true })
  .strict();

/** A request before validation. @public */
export type EnvironmentRequestInput = z.input<typeof environmentRequestSchema>;

/** A request after validation, without defaults. @public */
export type EnvironmentRequest = z.output<typeof environmentRequestSchema>;
