import { EnvironmentRef } from './environment';

/** One line of a monthly price. @public */
export interface PriceItem {
  /** Such as `Database instance db.t4g.medium`. */
  item: string;
  /** Such as `2 × 730 h`. */
  quantity: string;
  /** US dollars a month, list price. */
  monthlyUsd: number;
}

/** What an environment costs in a month by AWS's list prices. @public */
export interface PriceEstimate {
  currency: 'USD';
  monthlyUsd: number;
  items: PriceItem[];
  /** Where the prices come from and of which date. */
  source: string;
}

/** What an update or creation does to one resource. @public */
export interface PlannedChange {
  action: 'add' | 'modify' | 'remove' | 'replace';
  logicalId: string;
  resourceType: string;
  /** Properties that cause the change. */
  causes: string[];
  effect: 'data-loss' | 'restart' | 'none';
  detail?: string;
}

/** What a request would do, without doing it. @public */
export interface EnvironmentPlan {
  ref: EnvironmentRef;
  operation: 'create' | 'update' | 'none';
  /** Data losses first, then restarts, then the rest. */
  changes: PlannedChange[];
  price: PriceEstimate | undefined;
  /** Price before an update. */
  priceBefore?: PriceEstimate;
  warnings: string[];
  /** Bytes of the template; CloudFormation takes at most 51,200. */
  templateBytes: number;
}
