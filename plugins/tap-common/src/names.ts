import { InputError } from '@backstage/errors';
import { isSuffix, SUFFIX_EXAMPLE } from './suffix';

/** What every stack name begins with. @public */
export const STACK_NAME_PREFIX = 'TapStack-';

/** Rule for names of targets in app-config: they enter entity names. @public */
export const TARGET_PATTERN = '^[a-z][a-z0-9-]{0,19}$';

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
 * The suffix in a stack's name. Stack names are case-sensitive and entity names are not, so only a suffix that keeps
 * the rule (lower case, length) counts: two stacks can never claim one entity.
 *
 * @returns undefined where the name is not that of an environment's stack
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
 * @returns undefined where no environment can have this name; `target` is undefined on the default target
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

/** One name that is made from the suffix, with the limit it has to keep. @public */
export interface DerivedName {
  /** What bears the name, in words. */
  what: string;
  /** The name itself. */
  name: string;
  /** Most characters it may have. */
  limit: number;
}

/**
 * Every name made from the suffix, each with its strictest limit. This is the only place that knows them.
 *
 * Limits: stack 128 (CreateStack), DB instance 63 (CreateDBInstance), S3 bucket 63 of which CloudFormation
 * itself adds 13 to 14 characters after the stack's name and logical ID, load-bearing for generated names;
 * catalog entity names 63 (https://backstage.io/docs/features/software-catalog/descriptor-format#name-required).
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
 * Checks every derived name against its limit, and that none is that of another environment's read replica.
 *
 * @throws InputError naming the field, the name that would be wrong and an example that would pass
 * @public
 */
export function assertDerivedNames(ref: {
  suffix: string;
  target: string;
  isDefaultTarget: boolean;
}): void {
  if (/-replica-[0-9]+$/.test(ref.suffix)) {
    throw new InputError(
      `suffix: '${ref.suffix}' ends as the identifiers of read replicas do, and could collide with one of another environment; one such as '${SUFFIX_EXAMPLE}' would pass`,
    );
  }
  const tooLong = derivedNames(ref).find(n => n.name.length > n.limit);
  if (tooLong) {
    throw new InputError(
      `suffix: '${ref.suffix}' makes the name of the ${tooLong.what} '${tooLong.name}' ${tooLong.name.length} characters long, at most ${tooLong.limit} are allowed; a shorter one such as '${SUFFIX_EXAMPLE}' would pass`,
    );
  }
}
