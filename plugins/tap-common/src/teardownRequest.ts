import { z } from 'zod/v3';
import { FIELDS } from './fields';

/** Input of the teardown action and route. @public */
export const teardownRequestSchema = z
  .object({
    suffix: FIELDS.suffix.schema,
    target: FIELDS.target.schema.optional(),
    confirm: FIELDS.confirm.schema,
    acknowledgeLostSnapshots:
      FIELDS.acknowledgeLostSnapshots.schema.default(false),
    acknowledgeRetained: FIELDS.acknowledgeRetained.schema.default(false),
    onlyIfExpired: FIELDS.onlyIfExpired.schema.optional(),
  })
  .strict()
  .superRefine((value, context) => {
    if (value.confirm !== value.suffix) {
      context.addIssue({
        code: z.ZodIssueCode.custom,
        path: ['confirm'],
        message: `must repeat the suffix exactly, for example ${FIELDS.confirm.examples[0]} for the suffix ${FIELDS.suffix.examples[0]}`,
      });
    }
    if (value.acknowledgeRetained && value.onlyIfExpired) {
      context.addIssue({
        code: z.ZodIssueCode.custom,
        path: ['acknowledgeRetained'],
        message:
          'must not be true together with onlyIfExpired; use only one of them, for example acknowledgeRetained: true',
      });
    }
  });

/** @public */
export type TeardownRequestInput = z.input<typeof teardownRequestSchema>;

/** @public */
export type TeardownRequest = z.output<typeof teardownRequestSchema>;
