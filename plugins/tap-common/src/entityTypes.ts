/** Prefix of the `spec.type` of an environment's entities. @public */
export const RESERVED_TYPE_PREFIX = 'tap-';

/** spec.type of the System that represents an environment. @public */
export const ENVIRONMENT_SYSTEM_TYPE = 'tap-environment';

/** spec.type of the Resources of an environment. @public */
export const RESOURCE_TYPES = {
  database: 'tap-postgres-database',
  replica: 'tap-postgres-read-replica',
  bastion: 'tap-ssm-bastion',
  key: 'tap-kms-key',
  bucket: 'tap-s3-bucket',
} as const;

/** Regular expression source of the suffix that the names of Resources append to the name of the System. @public */
export const RESOURCE_PART_PATTERN =
  'database|replica-[1-9]|bastion|key|bucket';

/** Type of the location in the annotations of an environment's entities; its target is the stack's ARN. @public */
export const ENVIRONMENT_LOCATION_TYPE = 'tap';
