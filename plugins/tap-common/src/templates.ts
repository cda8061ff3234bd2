/** Entity ref of the template that requests an environment. @public */
export const REQUEST_TEMPLATE = 'template:default/tap-postgres';

/** Entity ref of the template that tears down an environment. @public */
export const TEARDOWN_TEMPLATE = 'template:default/tap-postgres-teardown';
