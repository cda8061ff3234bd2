// Backstage's scaffolder ignores zod v4 schemas silently, so this is v3 on purpose.
import { z } from 'zod/v3';
import {
  DURATION_PATTERN,
  MAX_DURATION_SECONDS,
  durationSeconds,
} from './duration';
import { FIELD_EXAMPLES } from './fieldExamples';
import { TARGET_PATTERN } from './names';
import { OWNER_PATTERN } from './ownerRef';
import {
  SUFFIX_MAX_LENGTH,
  SUFFIX_MIN_LENGTH,
  SUFFIX_PATTERN,
  SUFFIX_RULE,
} from './suffix';

/** @internal */
export const suffix = z
  .string()
  .min(
    SUFFIX_MIN_LENGTH,
    `must have at least ${SUFFIX_MIN_LENGTH} characters, for example ${FIELD_EXAMPLES.suffix[0]}`,
  )
  .max(
    SUFFIX_MAX_LENGTH,
    `must have at most ${SUFFIX_MAX_LENGTH} characters, because it enters the names of the stack, the database instances and the catalog entities, which AWS limits; for example ${FIELD_EXAMPLES.suffix[0]}`,
  )
  .regex(
    new RegExp(SUFFIX_PATTERN),
    `must be ${SUFFIX_RULE}, for example ${FIELD_EXAMPLES.suffix[0]}`,
  )
  .describe(
    `Names the environment: ${SUFFIX_RULE}; ${SUFFIX_MIN_LENGTH} to ${SUFFIX_MAX_LENGTH} characters`,
  );

/** @internal */
export const target = z
  .string()
  .regex(
    new RegExp(TARGET_PATTERN),
    `must be the name of a target in app-config: a lower-case letter, then at most 19 lower-case letters, digits or hyphens, for example ${FIELD_EXAMPLES.target[0]}`,
  )
  .describe(
    'Account and region, by the name that app-config gives it; optional where there is only one',
  );

/** @internal */
export const expiresIn = z
  .string()
  .regex(
    new RegExp(DURATION_PATTERN),
    'must be a whole number of hours, days or weeks, for example 12h, 7d, 2w or P7D',
  )
  .refine(text => (durationSeconds(text) ?? 0) <= MAX_DURATION_SECONDS, {
    message: 'must not be longer than 365 days, for example 30d',
  })
  .describe(
    'How long the environment shall live, for example 12h, 7d or 2w; without it, it lives until it is torn down',
  );

/** @internal */
export const owner = z
  .string()
  .regex(
    new RegExp(OWNER_PATTERN),
    `must be the entity ref of a group or user, for example ${FIELD_EXAMPLES.owner[0]}`,
  )
  .describe('Entity ref of the owning group or user; the requester by default');

// Unicode category C: control, format, surrogate, private use and unassigned characters.
/** @internal */
export const description = z
  .string()
  .max(300, 'must have at most 300 characters')
  .regex(
    /^\P{C}*$/u,
    `must not contain control or invisible characters; plain text such as "${FIELD_EXAMPLES.description[0]}" would pass`,
  )
  .describe('What the environment is for, in free text');
