import { LIST_PRICES } from '@tap/aws-facts';

/** Prices of the AWS Price List. */
export interface LivePrices {
  /** US dollars for a unit, by usage type without the prefix of the region. */
  usd: ReadonlyMap<string, number>;
  readAt: Date;
}

const WITHOUT = 'on demand, without traffic, backups and tax';

/**
 * List prices of one region, in US dollars: those of the AWS Price List if they are known, otherwise those that TAP ships,
 * which are the same for every region.
 */
export class PriceList {
  /**
   * @param live - undefined if the AWS Price List was not read
   * @returns undefined for the regions in China, which have other prices in another currency
   */
  static of(
    region: string,
    live: LivePrices | undefined = undefined,
  ): PriceList | undefined {
    return region.startsWith('cn-') ? undefined : new PriceList(region, live);
  }

  private constructor(
    private readonly region: string,
    private readonly live: LivePrices | undefined,
  ) {}

  /**
   * Price of a unit: an hour, a GiB for a month, or a month.
   *
   * @param usageType - without the prefix of the region, such as `NatGateway-Hours`
   * @returns undefined if it is not known
   */
  usd(usageType: string): number | undefined {
    return this.live?.usd.get(usageType) ?? LIST_PRICES.usd[usageType];
  }

  /**
   * Where prices come from and of which date, for people.
   *
   * @param prices - what the estimate contains, with its usage types
   */
  source(prices: Array<{ item: string; usageType: string }>): string {
    const shipped = prices.filter(
      ({ usageType }) => !this.live?.usd.has(usageType),
    );
    if (!this.live || shipped.length === prices.length) {
      return `an estimate from the ${this.shipped()}, ${WITHOUT}${this.elsewhere()}; see the pricing pages of AWS for the current prices`;
    }
    const day = this.live.readAt.toISOString().slice(0, 10);
    const live = `an estimate from the AWS Price List of ${this.region}, read on ${day}, ${WITHOUT}`;
    const items = [...new Set(shipped.map(({ item }) => item))].join(', ');
    return items === ''
      ? live
      : `${live}; from the ${this.shipped()}: ${items}${this.elsewhere()}`;
  }

  private shipped(): string {
    return `list prices of ${LIST_PRICES.region} of ${LIST_PRICES.readOn} that TAP ships`;
  }

  private elsewhere(): string {
    return this.region === LIST_PRICES.region
      ? ''
      : `; prices in ${this.region} differ, as a rule by less than a third`;
  }
}
