import { z } from 'zod/v3';
import { FIELD_EXAMPLES } from './fieldExamples';
import { description, expiresIn, owner, suffix, target } from './requestFields';
import { Retention, RETENTIONS } from './retention';
import { SizeName, SIZE_NAMES } from './sizes';

/** PostgreSQL major versions on offer. @public */
export const POSTGRES_MAJOR_VERSIONS = ['15', '16', '17', '18'] as const;

/**
 * What a new environment gets where its request does not say. One that exists keeps what it has instead.
 *
 * @public
 */
export const REQUEST_DEFAULTS: {
  size: SizeName;
  retention: Retention;
  engineVersion: string;
} = { size: 'small', retention: 'destroy', engineVersion: '17' };

const BACKUP_EXAMPLE = `for example ${FIELD_EXAMPLES.backupRetentionDays[0]}`;

/**
 * What a request for an environment says: input of the deploy action, of the plan route and of the registry.
 * What it leaves out is {@link REQUEST_DEFAULTS}' for a new environment, and stays as it is for one that exists.
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
          message: `must be one of ${SIZE_NAMES.join(', ')}, for example ${
            FIELD_EXAMPLES.size[0]
          }`,
        }),
      })
      .optional()
      .describe(
        `How large the database is; left out, a new environment is ${REQUEST_DEFAULTS.size}, and one that exists stays as it is`,
      ),
    retention: z
      .enum(RETENTIONS, {
        errorMap: () => ({
          message: `must be one of ${RETENTIONS.join(', ')}, for example ${
            FIELD_EXAMPLES.retention[0]
          }`,
        }),
      })
      .optional()
      .describe(
        `What happens to the data in the end; left out, a new environment has ${REQUEST_DEFAULTS.retention}, and one that exists keeps what it has`,
      ),
    owner: owner.optional(),
    engineVersion: z
      .string()
      .regex(
        /^1[5-8](?:\.[0-9]{1,2})?$/,
        `must be a PostgreSQL major version (${POSTGRES_MAJOR_VERSIONS.join(
          ', ',
        )}) or an exact minor version, for example ${FIELD_EXAMPLES.engineVersion.join(
          ' or ',
        )}`,
      )
      .optional()
      .describe(
        `PostgreSQL version: a major one, or an exact minor one; left out, a new environment has ${REQUEST_DEFAULTS.engineVersion}, and one that exists keeps what it has`,
      ),
    backupRetentionDays: z
      .number()
      .int(`must be a whole number of days, ${BACKUP_EXAMPLE}`)
      .min(1, `must be at least 1 day, ${BACKUP_EXAMPLE}`)
      .max(
        35,
        `must be at most 35 days (the most that RDS keeps), ${BACKUP_EXAMPLE}`,
      )
      .optional()
      .describe('How many days automated backups are kept, 1 to 35'),
    expiresIn: expiresIn.optional(),
    description: description.optional(),
  })
  .strict();

/** A request as the user sends it. @public */
export type EnvironmentRequestInput = z.input<typeof environmentRequestSchema>;

/** A request after the checks; what it leaves out is still left out. @public */
export type EnvironmentRequest = z.output<typeof environmentRequestSchema>;
