import { InputError } from '@backstage/errors';
// Backstage's scaffolder ignores zod v4 schemas silently, so this is v3 on purpose.
import { z } from 'zod/v3';
import {
  DURATION_PATTERN,
  MAX_DURATION_SECONDS,
  durationSeconds,
} from './duration';
import { TARGET_PATTERN } from './names';
import { OWNER_PATTERN } from './ownerRef';
import { RETENTIONS } from './retention';
import { SIZE_NAMES } from './sizes';
import {
  SUFFIX_EXAMPLE,
  SUFFIX_MAX_LENGTH,
  SUFFIX_MIN_LENGTH,
  SUFFIX_PATTERN,
  SUFFIX_RULE,
} from './suffix';

/** PostgreSQL major versions on offer. @public */
export const POSTGRES_MAJOR_VERSIONS = ['15', '16', '17', '18'] as const;

/** The version an environment gets where none is asked for. @public */
export const DEFAULT_POSTGRES_VERSION = '17';

const suffix = z
  .string()
  .min(
    SUFFIX_MIN_LENGTH,
    `must have at least ${SUFFIX_MIN_LENGTH} characters, for example ${SUFFIX_EXAMPLE}`,
  )
  .max(
    SUFFIX_MAX_LENGTH,
    `must have at most ${SUFFIX_MAX_LENGTH} characters, because it enters the names of the stack, the database instances and the catalog entities, which AWS limits; for example ${SUFFIX_EXAMPLE}`,
  )
  .regex(
    new RegExp(SUFFIX_PATTERN),
    `must be ${SUFFIX_RULE}, for example ${SUFFIX_EXAMPLE}`,
  )
  .describe(
    `Names the environment: ${SUFFIX_RULE}; ${SUFFIX_MIN_LENGTH} to ${SUFFIX_MAX_LENGTH} characters`,
  );

const target = z
  .string()
  .regex(
    new RegExp(TARGET_PATTERN),
    'must be the name of a target in app-config: a lower-case letter, then at most 19 lower-case letters, digits or hyphens, for example sandbox',
  )
  .describe(
    'Account and region, by the name that app-config gives it; optional where there is only one',
  );

const expiresIn = z
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

const owner = z
  .string()
  .regex(
    new RegExp(OWNER_PATTERN),
    'must be the entity ref of a group or user, for example group:default/payments',
  )
  .describe('Entity ref of the owning group or user; the requester by default');

// Unicode category C: control, format, surrogate, private use and unassigned characters.
const description = z
  .string()
  .max(300, 'must have at most 300 characters')
  .regex(
    /^\P{C}*$/u,
    'must not contain control or invisible characters; plain text such as "Orders service, branch 42" would pass',
  )
  .describe('What the environment is for, in free text');

/**
 * What a request for an environment says: input of the deploy action, of the plan route and of the registry.
 *
 * @public
 */
export const environmentRequestSchema = z
  .object({
    suffix,
    target: target.optional(),
    size: z
      .enum(SIZE_NAMES, {
        errorMap: () => ({
          message: `must be one of ${SIZE_NAMES.join(', ')}, for example small`,
        }),
      })
      .default('small')
      .describe('How large the database is'),
    retention: z
      .enum(RETENTIONS, {
        errorMap: () => ({
          message: `must be one of ${RETENTIONS.join(
            ', ',
          )}, for example destroy`,
        }),
      })
      .default('destroy')
      .describe('What happens to the data in the end'),
    owner: owner.optional(),
    engineVersion: z
      .string()
      .regex(
        /^1[5-8](?:\.[0-9]{1,2})?$/,
        `must be a PostgreSQL major version (${POSTGRES_MAJOR_VERSIONS.join(
          ', ',
        )}) or an exact minor version, for example 17 or 17.5`,
      )
      .default(DEFAULT_POSTGRES_VERSION)
      .describe('PostgreSQL version: a major one, or an exact minor one'),
    backupRetentionDays: z
      .number()
      .int('must be a whole number of days, for example 7')
      .min(1, 'must be at least 1 day, for example 7')
      .max(
        35,
        'must be at most 35 days (the most that RDS keeps), for example 7',
      )
      .optional()
      .describe('How many days automated backups are kept, 1 to 35'),
    expiresIn: expiresIn.optional(),
    description: description.optional(),
  })
  .strict();

/** A request as the user sends it, before defaults. @public */
export type EnvironmentRequestInput = z.input<typeof environmentRequestSchema>;

/** A request after defaults and checks. @public */
export type EnvironmentRequest = z.output<typeof environmentRequestSchema>;

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
    onlyIfExpired: z
      .string()
      .datetime(
        'must be a time in ISO 8601 and UTC, for example 2026-12-24T18:00:00.000Z',
      )
      .optional()
      .describe(
        'Tear down only if this is the expiry of the environment and has passed: what has been extended meanwhile is left alone',
      ),
  })
  .strict()
  .refine(value => value.confirm === value.suffix, {
    path: ['confirm'],
    message:
      'must repeat the suffix exactly, for example orders-dev for the suffix orders-dev',
  });

/** @public */
export type TeardownRequestInput = z.input<typeof teardownRequestSchema>;

/** @public */
export type TeardownRequest = z.output<typeof teardownRequestSchema>;

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

/**
 * Parses what came from outside.
 *
 * @param schema - one of the schemas of this file
 * @param value - anything
 * @returns the parsed value, with defaults
 * @throws InputError whose message names each field, its rule and an example that would pass
 * @public
 */
export function parseRequest<S extends z.ZodTypeAny>(
  schema: S,
  value: unknown,
): z.output<S> {
  const result = schema.safeParse(value);
  if (result.success) {
    return result.data;
  }
  throw new InputError(
    result.error.issues.map(issue => issueText(issue)).join('; '),
  );
}

function issueText(issue: z.ZodIssue): string {
  if (issue.code === 'unrecognized_keys') {
    return `${issue.keys.join(', ')}: no such field`;
  }
  const field = issue.path.join('.') || 'request';
  const missing =
    issue.code === 'invalid_type' && issue.received === 'undefined';
  return missing
    ? `${field}: is missing, for example ${field}: ${SUFFIX_EXAMPLE}`
    : `${field}: ${lowerFirst(issue.message)}`;
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLocaleLowerCase('en-US') + text.slice(1);
}
