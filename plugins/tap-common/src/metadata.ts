import { InputError } from '@backstage/errors';
import { z } from 'zod/v3';
import { credentialsRotationSchema } from './credentialsRotation';
import { EGRESSES } from './egress';
import { SETTING_FIELDS } from './fields';
import { normalizeOwnerRef } from './ownerRef';
import { runStateSchema } from './runState';
import { settingsSchema } from './settings';

/** Name of the template parameter that contains the metadata. @public */
export const METADATA_PARAMETER = 'TapMetadata';

/** Maximum length of the encoded metadata: the limit of a template parameter's value. @public */
export const METADATA_MAX_LENGTH = 4096;

/**
 * Options of the target that the environment was created with. A later change of app-config must not reach it, because
 * CloudFormation would replace the network, the bastion or the roles, and RDS rejects another `extendedSupport`. An absent option had the
 * stack module's default. Environments of earlier releases have no options here.
 */
const pinnedOptionsSchema = z.object({
  egress: z.enum(EGRESSES).optional(),
  extendedSupport: z.boolean().optional(),
  network: z
    .object({
      vpcId: z.string(),
      isolatedSubnetIds: z.array(z.string()),
      privateSubnetIds: z.array(z.string()),
      bastion: z
        .object({ instanceId: z.string(), securityGroupId: z.string() })
        .optional(),
    })
    .optional(),
  rolePath: z.string().optional(),
  vpcCidr: z.string().optional(),
});

/**
 * Anyone who may create stacks in the account can write metadata, so each setting must match the schema of its field:
 * the owner is an entity ref, a time is a time. An invalid field that is only displayed is dropped.
 */
const plainMetadataSchema = settingsSchema.extend({
  owner: SETTING_FIELDS.owner.schema.transform(normalizeOwnerRef),
  description: SETTING_FIELDS.description.schema.catch(undefined),
  expiresAt: z.string().datetime().optional(),
  lastTaskId: z
    .string()
    .regex(/^[A-Za-z0-9-]{1,64}$/)
    .optional()
    .catch(undefined),
  /** Absent if the portal has never stopped it. */
  runState: runStateSchema.optional().catch(undefined),
  /** Absent if the passwords were never rotated. */
  credentialsRotation: credentialsRotationSchema.optional().catch(undefined),
  /** True once its retention was changed from `retain` to another one. */
  wasRetained: z.boolean().optional(),
  /** True once the deletion of the stack creates the final snapshot of the retention `snapshot`. */
  finalSnapshot: z.boolean().optional(),
  pins: z.object({
    availabilityZones: z.array(z.string()),
    bastionImageId: z.string().optional(),
    /** False once the database was Multi-AZ: the template does not name an availability zone again. */
    databaseZonePinned: z.boolean().optional(),
    actualStorageGiB: z.number().optional(),
    options: pinnedOptionsSchema.optional(),
  }),
});

/** Metadata of an environment, as its stack stores it. @public */
export const metadataSchema = plainMetadataSchema.extend({
  /**
   * Metadata after a change that takes several updates, while only some of them are done. The remaining ones can be
   * carried out from it if the back end that started the change is gone.
   */
  pendingChange: plainMetadataSchema.optional().catch(undefined),
});

/**
 * Everything that can change during the lifetime of an environment, as stored in its stack: `engineVersion` is the
 * exact minor version, `expiresAt` an ISO 8601 time, `pins` the values that are chosen at creation and repeated in
 * every later template.
 *
 * @public
 */
export type EnvironmentMetadata = z.output<typeof metadataSchema>;

/**
 * Proof that a portal wrote the metadata, stored with it: see StackProofs of tap-node.
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
 * Metadata as the value of the template parameter: base64url of its JSON, so that no text of a user is in a template,
 * where CloudFormation resolves `{{resolve:…}}`.
 *
 * @param proof - proves that a portal wrote it; undefined if the portal has no keys
 * @throws InputError if the value is longer than {@link METADATA_MAX_LENGTH}
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
      `description: too long together with the other fields, which have ${encoded.length} characters when encoded, but at most ${METADATA_MAX_LENGTH} are allowed; use a shorter description, for example one sentence`,
    );
  }
  return encoded;
}

/**
 * The metadata in a parameter's value.
 *
 * @returns undefined if the value was not created by {@link encodeMetadata}, as in stacks of CDK users
 * @public
 */
export function decodeMetadata(value: string): EnvironmentMetadata | undefined {
  const parsed = metadataSchema.safeParse(decodeJson(value));
  return parsed.success ? parsed.data : undefined;
}

/**
 * The signed part of a parameter's value, and the proof.
 *
 * @returns `signed`: the JSON of everything but the proof, fields of later releases included; `proof` is undefined if
 *   there is none or if it is malformed
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
