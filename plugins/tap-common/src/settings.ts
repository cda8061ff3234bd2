import { z } from 'zod/v3';
import { shapeOf } from './field';
import { SETTING_FIELDS } from './fields';

/**
 * Settings of an existing environment. The rules are those of a request, except for the engine version: an environment
 * keeps a version that the portal no longer offers.
 *
 * @public
 */
export const settingsSchema = z.object({
  ...shapeOf(SETTING_FIELDS),
  engineVersion: z
    .string()
    .regex(/^[0-9]{1,3}(?:\.[0-9]{1,3}){0,2}$/)
    .describe('Exact minor version of PostgreSQL, such as 17.9'),
});

/** Settings of an environment, by name. @public */
export type Settings = z.output<typeof settingsSchema>;

/**
 * The settings among the fields of a request, of an environment or of its metadata.
 *
 * @param source - may contain only some of them
 * @returns only defined settings
 * @public
 */
export function settingsOf<T extends Partial<Settings>>(
  source: T,
): Pick<T, keyof T & keyof Settings> {
  return Object.fromEntries(
    Object.keys(SETTING_FIELDS).flatMap(name => {
      const value = source[name as keyof Settings];
      return value === undefined ? [] : [[name, value]];
    }),
  ) as Pick<T, keyof T & keyof Settings>;
}
