import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';

/**
 * Rule for owners in JSON schema: an entity ref of a group or user. The catalog accepts only such names and namespaces
 * (`KubernetesValidatorFunctions` of \@backstage/catalog-model).
 *
 * @public
 */
export const OWNER_PATTERN =
  '^(?:(?:[gG]roup|[uU]ser):)?(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?/)?[A-Za-z0-9](?:[A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?$';

/** {@link OWNER_PATTERN} in words. @public */
export const OWNER_RULE =
  'the entity ref of a group or user, whose name has at most 63 letters, digits, hyphens, underscores or periods';

/**
 * Whether an entity ref can be an owner.
 *
 * @public
 */
export function isOwnerRef(ref: string): boolean {
  return new RegExp(OWNER_PATTERN).test(ref);
}

/**
 * An entity ref in lower case, for comparisons: the catalog is case-insensitive
 * (https://backstage.io/docs/features/software-catalog/references), but tokens and configuration may use any.
 *
 * @param ref - full entity ref
 * @returns the same ref in lower case, as `stringifyEntityRef` of @backstage/catalog-model returns it
 * @public
 */
export function lowerCaseRef(ref: string): string {
  return ref.toLocaleLowerCase('en-US');
}

/**
 * The full form of an owner's entity ref.
 *
 * @param ref - such as `group:default/payments`, `user:jo`, or `payments` (then a group)
 * @returns the ref with kind and namespace, in lower case
 * @throws InputError if it is not the ref of a group or user
 * @public
 */
export function normalizeOwnerRef(ref: string): string {
  if (!isOwnerRef(ref)) {
    throw new InputError(
      `owner: '${ref}' must be ${OWNER_RULE}, for example group:default/payments`,
    );
  }
  return stringifyEntityRef(
    parseEntityRef(ref, { defaultKind: 'group', defaultNamespace: 'default' }),
  );
}
