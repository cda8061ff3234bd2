import { extendRequestSchema } from '@tap/plugin-tap-common';

/** Path parameters that identify an environment. */
export const environmentRefSchema = extendRequestSchema.pick({
  suffix: true,
  target: true,
});

/** Query parameters of the list of environments. */
export const listQuerySchema = extendRequestSchema.pick({ target: true });
