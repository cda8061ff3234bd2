import { assertCount, assertMatches } from './propsRules';
import {
  DEFAULT_SIZE,
  SIZE_FIELDS,
  SizeField,
  SizeName,
  SIZES,
  SizeSpec,
} from './sizes';
import { TapStackPropsError } from './TapStackPropsError';

/**
 * Resolves a size, given by name or as an object.
 *
 * @throws TapStackPropsError for an unknown name, or a field that is out of
 *   range
 */
export function resolveSize(
  size: SizeName | SizeSpec = DEFAULT_SIZE,
): SizeSpec {
  const spec = typeof size === 'string' ? named(size) : size;
  if (!spec) {
    throw new TapStackPropsError({
      field: 'size',
      rule: `'${size}' must be one of ${Object.keys(SIZES).join(', ')}`,
      example: `'${DEFAULT_SIZE}'`,
    });
  }
  for (const [name, rule] of Object.entries(SIZE_FIELDS)) {
    assertField(spec, name as keyof SizeSpec, rule);
  }
  return spec;
}

function assertField(
  spec: SizeSpec,
  name: keyof SizeSpec,
  rule: SizeField,
): void {
  const field = `size.${name}`;
  const value = spec[name];
  const example = SIZES[DEFAULT_SIZE][name];
  if (rule.type === 'number') {
    assertCount(field, Number(value), rule.min, rule.max, `${example}`);
  }
  if (rule.type === 'string') {
    assertMatches(
      field,
      String(value),
      new RegExp(rule.pattern),
      rule.rule,
      `'${example}'`,
    );
  }
}

function named(size: string): SizeSpec | undefined {
  return Object.hasOwn(SIZES, size) ? SIZES[size as SizeName] : undefined;
}
