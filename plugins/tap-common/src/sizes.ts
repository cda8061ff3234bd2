/**
 * Names of the sizes an environment can have. What a size means (class, storage, replicas) is told by
 * the stack and by app-config; the browser learns it from the options route.
 *
 * @public
 */
export const SIZE_NAMES = ['micro', 'small', 'medium', 'large'] as const;

/** @public */
export type SizeName = (typeof SIZE_NAMES)[number];
