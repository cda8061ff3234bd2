import { InputError } from '@backstage/errors';
import { isSuffix, SUFFIX_EXAMPLE } from './suffix';

/** Prefix of every stack name. @public */
export const STACK_NAME_PREFIX = 'TapStack-';

/** Rule for names of targets in app-config, which are part of entity names. @public */
export const TARGET_PATTERN = '^[a-z][a-z0-9-]{0,19}$';

/**
 * Names that a target cannot have, because pages of the front end have these addresses: `/environments/create` is the form for a
 * new environment, `/environments/setup` is the setup of the portal, and `/environments/<target>/<suffix>` is an environment.
 *
 * @public
 */
export const RESERVED_TARGET_NAMES: readonly string[] = ['create', 'setup'];

/**
 * Name of the CloudFormation stack of an environment.
 *
 * @param suffix - the environment's suffix
 * @public
 */
export function stackName(suffix: string): string {
  return `${STACK_NAME_PREFIX}${suffix}`;
}

/**
 * The suffix in a stack's name. Stack names are case-sensitive and entity names are not, so only a suffix that follows
 * the rule (lower case, length) is returned: two stacks never map to one entity.
 *
 * @returns undefined if it is not the name of an environment's stack
 * @public
 */
export function suffixOfStackName(name: string): string | undefined {
  const suffix = name.startsWith(STACK_NAME_PREFIX)
    ? name.slice(STACK_NAME_PREFIX.length)
    : '';
  return isSuffix(suffix) ? suffix : undefined;
}

/**
 * Name of the catalog's System for an environment: `tap-<suffix>` on the default target,
 * `tap-<suffix>.<target>` on the others.
 *
 * @public
 */
export function systemName(ref: {
  suffix: string;
  target: string;
  isDefaultTarget: boolean;
}): string {
  const base = `tap-${ref.suffix}`;
  return ref.isDefaultTarget ? base : `${base}.${ref.target}`;
}

/**
 * The inverse of {@link systemName}.
 *
 * @param name - name of a System, in lower case
 * @returns undefined if no environment can have this name; `target` is undefined for the default target
 * @public
 */
export function parseSystemName(
  name: string,
): { suffix: string; target?: string } | undefined {
  const [, suffix = '', target] = /^tap-([^.]+)(?:\.(.+))?$/.exec(name) ?? [];
  const isTarget =
    target === undefined || new RegExp(TARGET_PATTERN).test(target);
  return isSuffix(suffix) && isTarget ? { suffix, target } : undefined;
}

/** A name that is derived from the suffix, with its limit. @public */
export interface DerivedName {
  /** The thing that has the name, for messages. */
  what: string;
  /** The name itself. */
  name: string;
  /** Maximum length. */
  limit: number;
}

/**
 * Every name that is derived from the suffix, with its strictest limit.
 *
 * Limits: stack 128 (CreateStack), DB instance 63 (CreateDBInstance), S3 bucket 63, of which CloudFormation uses 13 to
 * 14 characters after the stack name and logical ID of a generated name; catalog entity names 63
 * (https://backstage.io/docs/features/software-catalog/descriptor-format#name-required).
 *
 * @public
 */
export function derivedNames(ref: {
  suffix: string;
  target: string;
  isDefaultTarget: boolean;
}): DerivedName[] {
  return [
    { what: 'CloudFormation stack', name: stackName(ref.suffix), limit: 128 },
    {
      what: 'read replica identifier',
      name: `${stackName(ref.suffix)}-replica-2`.toLowerCase(),
      limit: 63,
    },
    {
      what: 'catalog entity',
      name: `${systemName(ref)}-replica-2`,
      limit: 63,
    },
  ];
}

/**
 * Checks that every derived name is within its limit, and that none can be that of another environment's read replica.
 *
 * @throws InputError with the field, the invalid name and a valid example
 * @public
 */
export function assertDerivedNames(ref: {
  suffix: string;
  target: string;
  isDefaultTarget: boolean;
}): void {
  if (/-replica-[0-9]+$/.test(ref.suffix)) {
    throw new InputError(
      `suffix: '${ref.suffix}' ends like the identifier of a read replica and could collide with one of another environment; use another suffix, for example '${SUFFIX_EXAMPLE}'`,
    );
  }
  const tooLong = derivedNames(ref).find(n => n.name.length > n.limit);
  if (tooLong) {
    throw new InputError(
      `suffix: with '${ref.suffix}', the name of the ${tooLong.what} '${tooLong.name}' has ${tooLong.name.length} characters, but at most ${tooLong.limit} are allowed; use a shorter suffix, for example '${SUFFIX_EXAMPLE}'`,
    );
  }
}
