import { z } from 'zod/v3';
import { shapeOf } from './field';
import { REF_FIELDS } from './fields';
import { findingSchema } from './finding';

/** One line of a monthly price. @public */
export const priceItemSchema = z.object({
  item: z.string().describe('Such as: Database instance db.t4g.medium'),
  quantity: z.string().describe('Such as: 2 × 730 h'),
  monthlyUsd: z.number().describe('US dollars a month, list price'),
});

/** One line of a monthly price. @public */
export type PriceItem = z.output<typeof priceItemSchema>;

/** Monthly cost of an environment by AWS list prices. @public */
export const priceEstimateSchema = z.object({
  currency: z.literal('USD'),
  monthlyUsd: z.number().describe('US dollars a month, list price'),
  stoppedMonthlyUsd: z
    .number()
    .optional()
    .describe(
      'US dollars of a month in which the database is stopped; absent if it has read replicas, with which RDS does not stop it',
    ),
  items: z.array(priceItemSchema),
  source: z.string().describe('Where the prices come from, and their date'),
});

/** Monthly cost of an environment by AWS list prices. @public */
export type PriceEstimate = z.output<typeof priceEstimateSchema>;

/** What a change set does to a resource. @public */
export const plannedChangeSchema = z.object({
  action: z
    .enum(['add', 'modify', 'may-replace', 'remove', 'replace'])
    .describe(
      'may-replace: CloudFormation decides during the update whether it modifies or replaces the resource',
    ),
  logicalId: z.string(),
  resourceType: z.string(),
  causes: z.array(z.string()).describe('Properties that cause the change'),
  effect: z
    .enum(['data-loss', 'rejected', 'restart', 'none'])
    .describe(
      'TAP rejects an update with a change that has the effect data-loss or rejected',
    ),
  outage: z
    .enum(['failover', 'restart'])
    .optional()
    .describe(
      'How the database is interrupted by a restart: it fails over to its standby, or it is away until it has restarted',
    ),
  detail: z.string().optional(),
});

/** Effect of a creation or update on one resource. @public */
export type PlannedChange = z.output<typeof plannedChangeSchema>;

/**
 * How long each interruption takes: a failover 1 to 2 minutes, a restart without a standby some minutes
 * (https://repost.aws/knowledge-center/rds-performance-impact,
 * https://repost.aws/knowledge-center/rds-required-maintenance).
 *
 * @public
 */
export const OUTAGE_TEXTS: Record<
  NonNullable<PlannedChange['outage']>,
  string
> = {
  failover:
    'unavailable for 1 to 2 minutes, while it fails over to its standby',
  restart: 'unavailable for a few minutes, longer if it must recover',
};

/** Use of an AWS quota by a new environment. @public */
export const quotaUseSchema = z.object({
  what: z.string().describe('What AWS limits, such as: elastic IP addresses'),
  limit: z.number().describe('Quota of the account in the region'),
  used: z.number().describe('Number that exists now'),
  needed: z.number().describe('Number that the environment needs'),
});

/** Use of an AWS quota by a new environment. @public */
export type QuotaUse = z.output<typeof quotaUseSchema>;

/**
 * Preview of a request. Creating a plan changes nothing.
 *
 * @public
 */
export const environmentPlanSchema = z.object({
  ref: z.object(shapeOf(REF_FIELDS)),
  operation: z.enum(['create', 'update', 'none']),
  changes: z
    .array(plannedChangeSchema)
    .describe(
      'Data losses first, then other rejected changes, then restarts, then the rest',
    ),
  price: priceEstimateSchema
    .optional()
    .describe('Absent if the prices of the region are not known'),
  priceBefore: priceEstimateSchema
    .optional()
    .describe('Price before an update'),
  warnings: z.array(z.string()),
  findings: z
    .array(findingSchema)
    .describe('Protections of the data that an update loosens'),
  quotas: z
    .array(quotaUseSchema)
    .optional()
    .describe(
      'AWS quotas that a new environment uses; absent for other operations, and if they could not be read',
    ),
  templateBytes: z
    .number()
    .describe(
      'Size of the template in bytes; CloudFormation accepts at most 51,200',
    ),
});

/** Preview of a request, see {@link environmentPlanSchema}. @public */
export type EnvironmentPlan = z.output<typeof environmentPlanSchema>;
