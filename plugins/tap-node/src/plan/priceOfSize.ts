import { PriceEstimate } from '@tap/plugin-tap-common';
import type { SizeSpec } from '@tap/stack/sizes';
export function priceOfSize(
  _spec: SizeSpec,
  _region: string,
): PriceEstimate | undefined {
  return undefined;
}
