import { InputError } from '@backstage/errors';
import { StackModule, StackSize, StackSizeField } from '../stackModule';

/**
 * Checks a size by the rules of the stack module.
 *
 * @param size - as app-config, or the module itself, has it
 * @param key - where it stands, for messages, for example `tap.sizes.huge`
 * @returns the size
 * @throws InputError naming the key, the rule and an example
 */
export function checkSize(
  size: Record<string, unknown>,
  module: StackModule,
  key: string,
): StackSize {
  const rules = module.sizeFields;
  const example = { ...module.sizes[module.defaultSize] } as Record<
    string,
    unknown
  >;
  const unknown = Object.keys(size).find(field => !Object.hasOwn(rules, field));
  if (unknown !== undefined) {
    throw new InputError(
      `${key}.${unknown}: a size has no such field; its fields are ${Object.keys(
        rules,
      ).join(', ')}, for example storageGiB: ${example.storageGiB}`,
    );
  }
  for (const [field, rule] of Object.entries(rules)) {
    const problem = problemOf(size[field], rule);
    if (problem) {
      throw new InputError(
        `${key}.${field}: ${problem}, for example ${field}: ${example[field]}`,
      );
    }
  }
  return size as unknown as StackSize;
}

/** @returns what is wrong with a value, in words; undefined if nothing is */
function problemOf(value: unknown, rule: StackSizeField): string | undefined {
  const ruleText = textOf(rule);
  if (value === undefined) {
    return `is missing; it ${ruleText}`;
  }
  return keeps(value, rule) ? undefined : `'${value}' ${ruleText}`;
}

function keeps(value: unknown, rule: StackSizeField): boolean {
  switch (rule.type) {
    case 'number':
      return (
        Number.isInteger(value) &&
        (value as number) >= rule.min &&
        (value as number) <= rule.max
      );
    case 'string':
      return typeof value === 'string' && new RegExp(rule.pattern).test(value);
    default:
      return typeof value === 'boolean';
  }
}

function textOf(rule: StackSizeField): string {
  switch (rule.type) {
    case 'number':
      return `must be a whole number from ${rule.min} to ${rule.max}`;
    case 'string':
      return rule.rule;
    default:
      return 'must be true or false';
  }
}
