import { validationError } from '../validationError';

/**
 * Fn::Cidr for IPv4: the first `count` blocks with `bits` host bits each.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-cidr.html
 *
 * @param block - for example `10.0.0.0/16`
 * @throws AwsError `ValidationError` if the block is too small
 */
export function cidr(block: string, count: number, bits: number): string[] {
  const [address, prefix] = block.split('/');
  const size = 2 ** bits;
  if (size * count > 2 ** (32 - Number(prefix))) {
    throw validationError(
      `Template error: Fn::Cidr cannot fit ${count} blocks of ${bits} bits into ${block}`,
    );
  }
  const start = address
    .split('.')
    .reduce((sum, part) => sum * 256 + Number(part), 0);
  return Array.from(
    { length: count },
    (_, index) => `${dotted(start + index * size)}/${32 - bits}`,
  );
}

function dotted(value: number): string {
  return [24, 16, 8, 0]
    .map(shift => Math.floor(value / 2 ** shift) % 256)
    .join('.');
}
