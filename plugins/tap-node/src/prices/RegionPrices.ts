import { LoggerService } from '@backstage/backend-plugin-api';
import { PRICE_QUERIES } from '@tap/aws-facts';
import { PriceApi } from '../aws/PriceApi';
import { LivePrices, PriceList } from './PriceList';
import { readProducts } from './readProducts';

/** How long prices are used before they are read again, in milliseconds. */
const GOOD_FOR_MS = 24 * 60 * 60_000;

/** After how long a failed read is repeated, in milliseconds. */
const RETRY_AFTER_MS = 60 * 60_000;

/**
 * The prices of a target's region. They are read from the AWS Price List once a day, when somebody needs them, and in the
 * background: a plan never waits for them, but uses those of the last read, or those that TAP ships.
 */
export class RegionPrices {
  private live: LivePrices | undefined;
  private nextRead = -Infinity;
  private reading: Promise<void> = Promise.resolve();

  /** @param api - undefined if the partition has no Price List API */
  constructor(
    private readonly region: string,
    private readonly api: Pick<PriceApi, 'products'> | undefined,
    private readonly logger: LoggerService,
    private readonly now: () => number = Date.now,
  ) {}

  /** The prices that are known now; undefined if there are none for the region. */
  current(): PriceList | undefined {
    if (this.api && this.now() >= this.nextRead) {
      this.nextRead = this.now() + RETRY_AFTER_MS;
      this.reading = this.read(this.api);
    }
    return PriceList.of(this.region, this.live);
  }

  /** The prices after the read that is in progress or due. */
  async latest(): Promise<PriceList | undefined> {
    this.current();
    await this.reading;
    return this.current();
  }

  /** Whether the AWS Price List was read. */
  get isLive(): boolean {
    return this.live !== undefined;
  }

  private async read(api: Pick<PriceApi, 'products'>): Promise<void> {
    try {
      const usd = new Map<string, number>();
      for (const query of PRICE_QUERIES) {
        const found = readProducts(
          query,
          await api.products(query, this.region),
        );
        found.forEach((price, usageType) => usd.set(usageType, price));
      }
      this.live = { usd, readAt: new Date(this.now()) };
      this.nextRead = this.now() + GOOD_FOR_MS;
    } catch (error) {
      this.logger.warn(
        `The AWS Price List of ${this.region} was not read; estimates use ${
          this.live
            ? 'the prices of the last read'
            : 'the prices that TAP ships'
        }: ${error}`,
      );
    }
  }
}
