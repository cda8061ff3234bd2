import { InputError } from '@backstage/errors';
import { z } from 'zod/v3';
import { RETENTIONS } from './retention';
import { SIZE_NAMES } from './sizes';

/** Name of the template parameter that carries the metadata. @public */
export const METADATA_PARAMETER = 'TapMetadata';

/** Most characters of the encoded metadata: the limit of a template parameter's value. @public */
export const METADATA_MAX_LENGTH = 4096;

const metadataSchema = z.object({
  owner: z.string(),
  size: z.enum(SIZE_NAMES),
  retention: z.enum(RETENTIONS),
  engineVersion: z.string(),
  backupRetentionDays: z.number(),
  expiresAt: z.string().optional(),
  description: z.string().optional(),
  lastTaskId: z.string().optional(),
  /** True once its retention has been changed away from `retain`. */
  wasRetained: z.boolean().optional(),
  /** True once the deletion of the stack takes the final snapshot that retention `snapshot` promises. */
  finalSnapshot: z.boolean().optional(),
  pins: z.object({
    availabilityZones: z.array(z.string()),
    bastionImageId: z.string().optional(),
    /** False once the database has been Multi-AZ: a zone once dropped is never named again. */
    databaseZonePinned: z.boolean().optional(),
    actualStorageGiB: z.number().optional(),
  }),
});

/**
 * Everything that may change during an environment's life, as it is kept in the stack itself:
 * `engineVersion` is the exact minor version, `expiresAt` an ISO 8601 time, `pins` what was chosen at
 * creation and must be named again in every later template.
 *
 * @public
 */
export type EnvironmentMetadata = z.output<typeof metadataSchema>;

/**
 * Metadata as the value of the template parameter: base64url of its JSON, so that no text of a user ever
 * stands in a template, where CloudFormation would resolve `{{resolve:…}}`.
 *
 * @throws InputError where it would be longer than {@link METADATA_MAX_LENGTH}
 * @public
 */
export function encodeMetadata(metadata: EnvironmentMetadata): string {
  const bytes = new TextEncoder().encode(JSON.stringify(metadata));
  const encoded = btoa(String.fromCharCode(...bytes))
    .replace(/\+/g, '-')
    .replace(/\//g, '_')
    .replace(/=+$/, '');
  if (encoded.length > METADATA_MAX_LENGTH) {
    throw new InputError(
      `description: too long together with the other fields: ${encoded.length} characters when encoded, at most ${METADATA_MAX_LENGTH}; a description of one sentence would pass`,
    );
  }
  return encoded;
}

/**
 * The metadata in a parameter's value.
 *
 * @returns undefined where the value was not made by {@link encodeMetadata}, as in stacks of CDK users
 * @public
 */
export function decodeMetadata(value: string): EnvironmentMetadata | undefined {
  try {
    const binary = atob(value.replace(/-/g, '+').replace(/_/g, '/'));
    const bytes = Uint8Array.from(binary, c => c.charCodeAt(0));
    const parsed = metadataSchema.safeParse(
      JSON.parse(new TextDecoder().decode(bytes)),
    );
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}
