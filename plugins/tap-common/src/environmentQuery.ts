import { z } from 'zod/v3';
import { ENVIRONMENT_STATUSES } from './environmentStatus';
import { FIELDS } from './fields';
import { SUFFIX_EXAMPLE } from './suffix';

/** Most environments of a page of the list. */
const ENVIRONMENT_PAGE_LIMIT = 100;

const MAX_OFFSET = 1_000_000;

/** Longer than every name. */
const MAX_NAME_LENGTH = 100;

/** What the list of environments can be sorted by. @public */
export const ENVIRONMENT_ORDER_FIELDS = [
  'name',
  'status',
  'owner',
  'size',
  'target',
  'createdAt',
  'expiresAt',
  'price',
] as const;

/** @public */
export type EnvironmentOrderField = (typeof ENVIRONMENT_ORDER_FIELDS)[number];

/** Order of the list of environments. @public */
export interface EnvironmentOrder {
  field: EnvironmentOrderField;
  order: 'asc' | 'desc';
}

const ORDER = new RegExp(
  `^(${ENVIRONMENT_ORDER_FIELDS.join('|')})(?:,(asc|desc))?$`,
);

const ORDER_RULE = `one of ${ENVIRONMENT_ORDER_FIELDS.join(
  ', ',
)}, and optionally ,asc or ,desc; for example createdAt,desc`;

/**
 * Query parameters of a page of the list of environments, as texts: a filter (an absent parameter does not filter), an order and
 * the page. `owner`, `target`, `size` and `status` are exact; `name` is a part of the name.
 *
 * @public
 */
export const environmentQuerySchema = z
  .object({
    limit: wholeNumber(1, ENVIRONMENT_PAGE_LIMIT, 20).describe(
      'Most environments of the page',
    ),
    offset: wholeNumber(0, MAX_OFFSET, 20)
      .optional()
      .describe('Number of environments before the page'),
    orderField: parsed(ORDER_RULE, readOrder)
      .optional()
      .describe('Order; without it, the newest are first'),
    name: parsed(
      `a text with at most ${MAX_NAME_LENGTH} characters, for example ${SUFFIX_EXAMPLE}`,
      text => (text.length <= MAX_NAME_LENGTH ? text : undefined),
    )
      .optional()
      .describe('Part of the name'),
    mine: flag()
      .optional()
      .describe("Only environments of the caller and of the caller's groups"),
    owner: FIELDS.owner.schema.optional(),
    target: FIELDS.target.schema.optional(),
    size: FIELDS.size.schema.optional(),
    status: parsed(
      `one of ${ENVIRONMENT_STATUSES.join(', ')}, for example available`,
      text => ENVIRONMENT_STATUSES.find(status => status === text),
    )
      .optional()
      .describe('Status of the environment'),
    entityRef: parsed(
      'the entity ref of a System, for example system:default/tap-orders-dev',
      text => (/^system:[^/]+\/[^/]+$/.test(text) ? text : undefined),
    )
      .optional()
      .describe('Entity ref of the System of the environment'),
    expiring: flag()
      .optional()
      .describe('Only environments that expire within 48 hours'),
  })
  .strict();

/** A page of the list of environments. @public */
export type EnvironmentQuery = z.output<typeof environmentQuerySchema>;

/** Filter of the list of environments; an absent property does not filter. @public */
export type EnvironmentFilter = Omit<
  EnvironmentQuery,
  'limit' | 'offset' | 'orderField'
>;

function readOrder(text: string): EnvironmentOrder | undefined {
  const [, field, order = 'asc'] = ORDER.exec(text) ?? [];
  return field === undefined
    ? undefined
    : ({ field, order } as EnvironmentOrder);
}

/** @param parse - undefined if the text does not follow the rule */
function parsed<T>(rule: string, parse: (text: string) => T | undefined) {
  return z.unknown().transform((value, context): T => {
    const result = typeof value === 'string' ? parse(value) : undefined;
    if (result !== undefined) {
      return result;
    }
    const message = `must be ${rule}`;
    context.addIssue({ code: z.ZodIssueCode.custom, message });
    return z.NEVER;
  });
}

function wholeNumber(min: number, max: number, example: number) {
  const rule = `a whole number from ${min} to ${max}, for example ${example}`;
  return parsed(rule, text => {
    const number = /^\d{1,9}$/.test(text) ? Number(text) : NaN;
    return number >= min && number <= max ? number : undefined;
  });
}

function flag() {
  return parsed(
    'true or false, for example true',
    text => ({ true: true, false: false }[text]),
  );
}
