import table from './listPriceTable.json';

/** List prices that AWS published at a date. */
export interface ListPrices {
  /** The region that has these prices. */
  region: string;
  /** ISO 8601 date. */
  readOn: string;
  /** Where the prices were read: the pricing pages of AWS, or the AWS Price List. */
  sources: string[];
  /** US dollars for a unit (hour, GiB and month, or month), by usage type without the prefix of the region. */
  usd: Record<string, number>;
}

/**
 * The list prices that are used where the AWS Price List does not answer. `yarn workspace @tap/plugin-tap-node generate-prices`
 * reads them again.
 */
export const LIST_PRICES: ListPrices = table;
