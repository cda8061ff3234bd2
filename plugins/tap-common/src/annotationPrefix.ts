/** Prefix of every annotation of environments in the catalog. @public */
export const ANNOTATION_PREFIX = 'tap.internal';
