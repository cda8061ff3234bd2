/**
 * Stack tags that carry what never changes during an environment's life.
 * What does change is in the stack's metadata parameter, see {@link EnvironmentMetadata}: a changed
 * stack tag would make CloudFormation touch every resource.
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
