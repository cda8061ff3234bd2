import { InputError } from '@backstage/errors';
import { z } from 'zod/v3';
import { SETTING_FIELDS } from './fields';
import { normalizeOwnerRef } from './ownerRef';
import { settingsSchema } from './settings';

/** Name of the template parameter that carries the metadata. @public */
export const METADATA_PARAMETER = 'TapMetadata';

/** Most characters of the encoded metadata: the limit of a template parameter's value. @public */
export const METADATA_MAX_LENGTH = 4096;

/**
 * Anyone who may create stacks in the account can write metadata, so each setting follows the rule of its field: the owner is
 * an entity ref, a time is a time. A field that is only shown is dropped if it breaks its rule.
 */
const metadataSchema = settingsSchema.extend({
  owner: SETTING_FIELDS.owner.schema.transform(normalizeOwnerRef),
  description: SETTING_FIELDS.description.schema.catch(undefined),
  expiresAt: z.string().datetime().optional(),
  lastTaskId: z
    .string()
    .regex(/^[A-Za-z0-9-]{1,64}$/)
    .optional()
    .catch(undefined),
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
 * Proof that a portal wrote the metadata, kept beside it: see StackProofs of tap-node.
 *
 * @public
 */
export interface MetadataProof {
  /** When the stack was created, ISO 8601. */
  stackCreatedAt: string;
  /** base64url of an HMAC-SHA256. */
  mac: string;
}

const proofSchema = z.object({
  stackCreatedAt: z.string().datetime(),
  mac: z.string().regex(/^[A-Za-z0-9_-]{43}$/),
});

/**
 * Metadata as the value of the template parameter: base64url of its JSON, so that no text of a user ever
 * stands in a template, where CloudFormation would resolve `{{resolve:…}}`.
 *
 * @param proof - that a portal wrote it, where the portal signs
 * @throws InputError where it would be longer than {@link METADATA_MAX_LENGTH}
 * @public
 */
export function encodeMetadata(
  metadata: EnvironmentMetadata,
  proof?: MetadataProof,
): string {
  const bytes = new TextEncoder().encode(
    JSON.stringify({ ...metadata, proof }),
  );
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
  const parsed = metadataSchema.safeParse(decodeJson(value));
  return parsed.success ? parsed.data : undefined;
}

/**
 * What a proof in a parameter's value is about, and the proof.
 *
 * @returns `signed`: the JSON of everything but the proof, fields of later releases included; `proof` is undefined
 *   where there is none, or one of another form
 * @public
 */
export function decodeProof(value: string): {
  signed: string;
  proof: MetadataProof | undefined;
} {
  const { proof, ...rest } = Object(decodeJson(value));
  const parsed = proofSchema.safeParse(proof);
  return {
    signed: JSON.stringify(rest),
    proof: parsed.success ? parsed.data : undefined,
  };
}

function decodeJson(value: string): unknown {
  try {
    const binary = atob(value.replace(/-/g, '+').replace(/_/g, '/'));
    const bytes = Uint8Array.from(binary, c => c.charCodeAt(0));
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return undefined;
  }
}
