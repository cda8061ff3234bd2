import { assertCount } from './propsRules';
import { SizeName, SIZES, SizeSpec } from './sizes';
import { TapStackPropsError } from './TapStackPropsError';

/** Integers of a size, with the range that RDS and this stack allow. */
const RANGES = {
  memoryMiB: [1024, 4_194_304],
  vcpus: [1, 192],
  // https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Storage.html
  storageGiB: [20, 65_536],
  maxStorageGiB: [22, 65_536],
  readReplicas: [0, 2],
  natGateways: [1, 3],
} as const;

/**
 * Resolves a size, given by name or as an object.
 *
 * @throws TapStackPropsError for an unknown name, or a field that is out of
 *   range
 */
export function resolveSize(size: SizeName | SizeSpec = 'small'): SizeSpec {
  const spec = typeof size === 'string' ? named(size) : size;
  if (!spec) {
    throw new TapStackPropsError({
      field: 'size',
      rule: `'${size}' must be one of ${Object.keys(SIZES).join(', ')}`,
      example: `'small'`,
    });
  }
  for (const [field, [min, max]] of Object.entries(RANGES)) {
    const name = field as keyof typeof RANGES;
    assertCount(`size.${field}`, spec[name], min, max, `${SIZES.small[name]}`);
  }
  if (!/^db\.[a-z0-9-]+\.[a-z0-9-]+$/.test(spec.instanceClass)) {
    throw new TapStackPropsError({
      field: 'size.instanceClass',
      rule: `'${spec.instanceClass}' must be an instance class of RDS`,
      example: `'${SIZES.small.instanceClass}'`,
    });
  }
  return spec;
}

function named(size: string): SizeSpec | undefined {
  return Object.hasOwn(SIZES, size) ? SIZES[size as SizeName] : undefined;
}
