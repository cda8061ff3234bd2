import { z } from 'zod/v3';

/**
 * Schema of the last stop or start of an environment's database by the portal. An environment that was never stopped has
 * none.
 *
 * @public
 */
export const runStateSchema = z.object({
  state: z
    .enum(['stopped', 'started'])
    .describe('What the portal has requested, and keeps up'),
  since: z
    .string()
    .datetime()
    .describe('When it was requested, as an ISO 8601 time'),
  scheduled: z
    .boolean()
    .optional()
    .describe('Whether the running hours of the environment requested it'),
});

/** Last stop or start of an environment's database, see {@link runStateSchema}. @public */
export type RunState = z.output<typeof runStateSchema>;
