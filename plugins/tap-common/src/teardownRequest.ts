import { z } from 'zod/v3';
import { FIELD_EXAMPLES } from './fieldExamples';
import { suffix, target } from './requestFields';

/** Input of the teardown action and route. @public */
export const teardownRequestSchema = z
  .object({
    suffix,
    target: target.optional(),
    confirm: z
      .string()
      .describe(
        'The suffix typed again, so that nothing is destroyed by a slip',
      ),
    acknowledgeLostSnapshots: z
      .boolean()
      .default(false)
      .describe(
        'Go on although snapshots taken by hand become unreadable with the key',
      ),
    acknowledgeRetained: z
      .boolean()
      .default(false)
      .describe(
        'Go on although the environment was protected (retention retain) once: nobody, services included, tears such a one down without saying so',
      ),
    onlyIfExpired: z
      .string()
      .datetime(
        `must be a time in ISO 8601 and UTC, for example ${FIELD_EXAMPLES.onlyIfExpired[0]}`,
      )
      .optional()
      .describe(
        'Tear down only if this is the expiry of the environment and has passed: what has been extended meanwhile is left alone',
      ),
  })
  .strict()
  .superRefine((value, context) => {
    if (value.confirm !== value.suffix) {
      context.addIssue({
        code: z.ZodIssueCode.custom,
        path: ['confirm'],
        message: `must repeat the suffix exactly, for example ${FIELD_EXAMPLES.confirm[0]} for the suffix ${FIELD_EXAMPLES.suffix[0]}`,
      });
    }
    if (value.acknowledgeRetained && value.onlyIfExpired) {
      context.addIssue({
        code: z.ZodIssueCode.custom,
        path: ['acknowledgeRetained'],
        message:
          'must not be true together with onlyIfExpired, because an expiry acknowledges nothing; acknowledgeRetained: true without onlyIfExpired would pass',
      });
    }
  });

/** @public */
export type TeardownRequestInput = z.input<typeof teardownRequestSchema>;

/** @public */
export type TeardownRequest = z.output<typeof teardownRequestSchema>;
