import { z } from 'zod/v3';
import {
  LIFETIME_PATTERN,
  MAX_DURATION_SECONDS,
  durationSeconds,
} from './duration';
import {
  ENGINE_VERSION_PATTERN,
  POSTGRES_MAJOR_VERSIONS,
} from './engineVersions';
import { field } from './field';
import { TARGET_PATTERN } from './names';
import { OWNER_PATTERN, OWNER_RULE } from './ownerRef';
import { REQUEST_DEFAULTS } from './requestDefaults';
import { RETENTIONS } from './retention';
import {
  SIZE_NAME_MAX_LENGTH,
  SIZE_NAME_PATTERN,
  SIZE_NAME_RULE,
} from './sizes';
import {
  SUFFIX_EXAMPLE,
  SUFFIX_MAX_LENGTH,
  SUFFIX_MIN_LENGTH,
  SUFFIX_PATTERN,
  SUFFIX_RULE,
} from './suffix';
import { UPTIMES } from './uptime';

/**
 * Identify an environment.
 *
 * @public
 */
export const REF_FIELDS = {
  suffix: field({
    title: 'Name',
    description: `Name of the environment: ${SUFFIX_RULE}; ${SUFFIX_MIN_LENGTH} to ${SUFFIX_MAX_LENGTH} characters`,
    examples: [SUFFIX_EXAMPLE],
    schema: ([example]) =>
      z
        .string()
        .min(
          SUFFIX_MIN_LENGTH,
          `must have at least ${SUFFIX_MIN_LENGTH} characters, for example ${example}`,
        )
        .max(
          SUFFIX_MAX_LENGTH,
          `must have at most ${SUFFIX_MAX_LENGTH} characters, because it is part of the names of the stack, the database instances and the catalog entities; for example ${example}`,
        )
        .regex(
          new RegExp(SUFFIX_PATTERN),
          `must be ${SUFFIX_RULE}, for example ${example}`,
        ),
  }),
  target: field({
    title: 'Target',
    description:
      'AWS account and region, by their name in app-config. A request without it is for the default target.',
    examples: ['sandbox'],
    schema: ([example]) =>
      z
        .string()
        .regex(
          new RegExp(TARGET_PATTERN),
          `must be the name of a target in app-config: a lower-case letter, then at most 19 lower-case letters, digits or hyphens, for example ${example}`,
        ),
  }),
};

/**
 * Settings of an environment. A field that is added here is part of the request, the environment, the metadata of its
 * stack, its annotations, the actions and the generated templates. Its schema must be optional, because the metadata of
 * existing stacks do not contain it.
 *
 * @public
 */
export const SETTING_FIELDS = {
  owner: field({
    title: 'Owner',
    description:
      'Entity ref of the group or user that owns the environment. The default for a new environment is the requester; an existing one keeps its owner.',
    examples: ['group:default/payments'],
    schema: ([example]) =>
      z
        .string()
        .regex(
          new RegExp(OWNER_PATTERN),
          `must be ${OWNER_RULE}, for example ${example}`,
        ),
  }),
  size: field({
    title: 'Size',
    description:
      'Size of the database, by its name. Each target offers sizes and has a default for a new environment; an existing one keeps its size.',
    examples: ['small'],
    schema: ([example]) => {
      const message = `must be the name of a size: ${SIZE_NAME_RULE}, for example ${example}`;
      return z
        .string()
        .max(SIZE_NAME_MAX_LENGTH, message)
        .regex(new RegExp(SIZE_NAME_PATTERN), message);
    },
  }),
  readReplicas: field({
    title: 'Read replicas',
    description:
      'Number of read replicas, from 0 to the number that the size has. The default for a new environment is the number that the size has; an existing one keeps its number.',
    examples: [1],
    schema: ([example]) =>
      z
        .number()
        .int(`must be a whole number, for example ${example}`)
        .min(0, `must be at least 0, for example ${example}`)
        .max(
          9,
          `must be at most 9, and not more than the size has; for example ${example}`,
        )
        .optional(),
  }),
  retention: field({
    title: 'On teardown',
    description: `What happens to the data on teardown. The default for a new environment is ${REQUEST_DEFAULTS.retention}; an existing one keeps its retention.`,
    examples: ['destroy'],
    schema: ([example]) => z.enum(RETENTIONS, oneOf(RETENTIONS, example)),
  }),
  engineVersion: field({
    title: 'PostgreSQL version',
    description: `PostgreSQL version: a major version or an exact minor version. The default for a new environment is ${REQUEST_DEFAULTS.engineVersion}; an existing one keeps its version.`,
    examples: ['17', '17.5'],
    schema: examples =>
      z
        .string()
        .regex(
          new RegExp(ENGINE_VERSION_PATTERN),
          `must be a PostgreSQL major version (${POSTGRES_MAJOR_VERSIONS.join(
            ', ',
          )}) or an exact minor version, for example ${examples.join(' or ')}`,
        ),
  }),
  extensions: field({
    title: 'Extensions',
    description:
      'Extensions of PostgreSQL that the database gets, separated by commas: at most eight of those that RDS allows. The default for a new environment is pg_stat_statements; an existing one keeps its extensions. An extension that is removed from the list stays in the database. An empty text restores the default.',
    examples: ['pg_stat_statements,pg_trgm'],
    schema: ([example]) =>
      z
        .string()
        .max(200, 'must have at most 200 characters')
        .regex(
          /^(?:[a-z][a-z0-9_-]*(?:, ?[a-z][a-z0-9_-]*)*)?$/,
          `must be names of extensions, separated by commas, for example ${example}`,
        )
        .optional(),
  }),
  backupRetentionDays: field({
    title: 'Days that automated backups are kept',
    description:
      'Days that automated backups are kept, 1 to 35. The default for a new environment depends on its size and retention; an existing one keeps its days.',
    examples: [7],
    schema: ([example]) =>
      z
        .number()
        .int(`must be a whole number of days, for example ${example}`)
        .min(1, `must be at least 1 day, for example ${example}`)
        .max(
          35,
          `must be at most 35 days (the most that RDS keeps), for example ${example}`,
        ),
  }),
  uptime: field({
    title: 'Uptime',
    description:
      'When the database runs: always, or only in the running hours of its target, if it has them. Outside them, the portal stops the database. The default for a new environment is always; an existing one keeps its uptime.',
    examples: ['running-hours'],
    schema: ([example]) => z.enum(UPTIMES, oneOf(UPTIMES, example)).optional(),
  }),
  description: field({
    title: 'Description',
    description:
      'What the environment is for, in free text. An empty text removes the description of an existing environment.',
    examples: ['Orders service, branch 42'],
    schema: ([example]) =>
      z
        .string()
        .max(300, 'must have at most 300 characters')
        .regex(
          // Unicode category C: control, format, surrogate, private use and unassigned characters.
          /^\P{C}*$/u,
          `must not contain control or invisible characters; use plain text, for example "${example}"`,
        )
        .optional(),
  }),
};

/**
 * Every field of the requests. Messages about a missing field use their examples.
 *
 * @public
 */
export const FIELDS = {
  ...REF_FIELDS,
  ...SETTING_FIELDS,
  expiresIn: field({
    title: 'Lifetime',
    description:
      'Time from now until the environment is torn down, for example 12h, 7d or 2w, or never. Without it, a new environment never expires, and an existing one keeps its expiry.',
    examples: ['12h', '7d', '2w', 'never'],
    schema: () =>
      z
        .string()
        .regex(
          new RegExp(LIFETIME_PATTERN),
          'must be a whole number of hours, days or weeks, or never, for example 12h, 7d, 2w or P7D',
        )
        .refine(text => (durationSeconds(text) ?? 0) <= MAX_DURATION_SECONDS, {
          message: 'must not be longer than 365 days, for example 30d',
        }),
  }),
  confirm: field({
    title: 'Name again',
    description: 'The name of the environment again, as a confirmation',
    examples: [SUFFIX_EXAMPLE],
    schema: () => z.string(),
  }),
  acknowledgeLostSnapshots: field({
    title: 'Continue although manual snapshots become unreadable',
    description:
      'Continue although manual snapshots become unreadable when the KMS key is deleted',
    examples: [false],
    schema: () => z.boolean(),
  }),
  acknowledgeRetained: field({
    title: 'Continue although the environment was protected',
    description:
      'Continue although the environment was protected (retention retain) before. Everyone has to confirm this, services included.',
    examples: [false],
    schema: () => z.boolean(),
  }),
  onlyIfExpired: field({
    title: 'Only if it has expired',
    description:
      'Tear down only if this is the expiry of the environment and has passed. An environment that has been extended is left alone.',
    examples: ['2026-12-24T18:00:00.000Z'],
    schema: ([example]) =>
      z
        .string()
        .datetime(`must be a time in ISO 8601 and UTC, for example ${example}`),
  }),
};

function oneOf(values: readonly string[], example: string) {
  return {
    errorMap: () => ({
      message: `must be one of ${values.join(', ')}, for example ${example}`,
    }),
  };
}
