import {
  extendRequestSchema,
  teardownRequestSchema,
  transferRequestSchema,
} from '@tap/plugin-tap-common';

/** Path parameters that name an environment. */
export const environmentRefSchema = extendRequestSchema.pick({
  suffix: true,
  target: true,
});

/** Query of the list of environments. */
export const listQuerySchema = extendRequestSchema.pick({ target: true });

/** Body of the teardown route: the path tells the rest. */
export const teardownBodySchema = teardownRequestSchema.innerType().pick({
  confirm: true,
  acknowledgeLostSnapshots: true,
  acknowledgeRetained: true,
});

/** Body of the extend route: the path tells the rest. */
export const extendBodySchema = extendRequestSchema.pick({ expiresIn: true });

/** Body of the transfer route: the path tells the rest. */
export const transferBodySchema = transferRequestSchema.pick({ owner: true });

/** A whole teardown request where no path tells a part of it. */
export const teardownInputSchema = teardownRequestSchema.innerType().pick({
  suffix: true,
  target: true,
  confirm: true,
  acknowledgeLostSnapshots: true,
  acknowledgeRetained: true,
});
