/**
 * Stack tags for values that do not change during the lifetime of an environment. Values that change are in the
 * metadata parameter of the stack, see {@link EnvironmentMetadata}, because CloudFormation updates every resource if a
 * stack tag changes.
 *
 * @public
 */
export const TAGS = {
  portal: 'tap:portal',
  suffix: 'tap:suffix',
  sizeAtCreation: 'tap:size-at-creation',
  requestedBy: 'tap:requested-by',
} as const;

/** Rule for the ID of a portal, which is the value of the tag `tap:portal`. @public */
export const PORTAL_PATTERN = '^[A-Za-z0-9][A-Za-z0-9_.-]{0,62}$';
