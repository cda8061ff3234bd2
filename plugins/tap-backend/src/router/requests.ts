import { extendRequestSchema } from '@tap/plugin-tap-common';

/** Path parameters that identify an environment. */
export const environmentRefSchema = extendRequestSchema.pick({
  suffix: true,
  target: true,
});

/** Query parameters of the list of environments without pages. */
export const listQuerySchema = extendRequestSchema.pick({ target: true });

/** Whether a request of the list of environments is for a page: it has another parameter than `target`. */
export function isPageQuery(query: object): boolean {
  return Object.keys(query).some(key => !(key in listQuerySchema.shape));
}
