import { Egress, SizePrice } from '@tap/plugin-tap-common';
import { sizeOf, Target } from '../config';
import { TapEngine } from '../TapEngine';

/**
 * List prices of the environments of a size, by number of read replicas: for the egress of new environments, and the one that
 * environments of earlier releases have.
 */
export async function sizePrices(
  engine: TapEngine,
  target: Target,
  name: string,
): Promise<SizePrice[]> {
  const strict: Egress = 'nat-gateway';
  const egresses = new Set([
    engine.egress(target.name, name) ?? strict,
    strict,
  ]);
  const counts = Array.from(
    { length: sizeOf(target, name).readReplicas + 1 },
    (_, count) => count,
  );
  const variants = [...egresses].flatMap(egress =>
    counts.map(readReplicas => ({ egress, readReplicas })),
  );
  const prices = await Promise.all(
    variants.map(async variant => {
      const price = await engine.price(target.name, name, variant);
      if (!price) {
        return [];
      }
      const { monthlyUsd, stoppedMonthlyUsd } = price;
      return [{ ...variant, monthlyUsd, stoppedMonthlyUsd }];
    }),
  );
  return prices.flat();
}
