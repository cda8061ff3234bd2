import {
  EnvironmentPlan,
  findingText,
  OUTAGE_TEXTS,
  plainText,
  PlannedChange,
  PriceEstimate,
  resourceCounts,
} from '@tap/plugin-tap-common';

/** Maximum number of changes that are listed. */
const MAX_CHANGES = 60;

const ACTIONS: Record<PlannedChange['action'], string> = {
  add: 'add',
  modify: 'change',
  'may-replace': 'may replace',
  remove: 'remove',
  replace: 'replace',
};

const EFFECTS: Record<PlannedChange['effect'], string> = {
  'data-loss': 'DATA LOSS: ',
  rejected: 'rejected: ',
  restart: 'restart: ',
  none: '',
};

/**
 * Formats a plan for the task log of a dry run.
 *
 * @param plan - from the environment service
 * @returns the lines, data loss first
 */
export function planText(plan: EnvironmentPlan): string[] {
  return [
    headline(plan),
    ...plan.findings.map(finding => `Loosened: ${findingText(finding)}`),
    ...plan.warnings.map(warning => `Warning: ${warning}`),
    ...(plan.operation === 'create'
      ? countsByType(plan.changes)
      : changesInFull(plan.changes)),
    ...priceLines(plan.price, plan.priceBefore),
  ].map(plainText);
}

function headline({ operation, ref, changes, templateBytes }: EnvironmentPlan) {
  const where = `environment ${ref.suffix} on target ${ref.target}`;
  switch (operation) {
    case 'create':
      return `Plan: create ${where} with ${changes.length} resources (template of ${templateBytes} bytes)`;
    case 'update':
      return `Plan: update ${where}, ${changes.length} changes`;
    default:
      return `Plan: no changes to ${where}`;
  }
}

function countsByType(changes: PlannedChange[]): string[] {
  return resourceCounts(changes).map(
    ({ count, resourceType }) => `${count} × ${resourceType}`,
  );
}

function changesInFull(changes: PlannedChange[]): string[] {
  const lines = changes.slice(0, MAX_CHANGES).map(changeText);
  const left = changes.length - lines.length;
  return left > 0 ? [...lines, `… and ${left} more changes`] : lines;
}

function changeText(change: PlannedChange): string {
  const { action, causes, detail, effect, logicalId, outage, resourceType } =
    change;
  const because = causes.length ? ` because of ${causes.join(', ')}` : '';
  return `${EFFECTS[effect]}${
    ACTIONS[action]
  } ${logicalId} (${resourceType})${because}${
    outage ? `; ${OUTAGE_TEXTS[outage]}` : ''
  }${detail ? `; ${detail}` : ''}`;
}

function priceLines(
  price: PriceEstimate | undefined,
  before: PriceEstimate | undefined,
): string[] {
  if (!price) {
    return ['List price: unknown'];
  }
  const now = before ? `, now ${usd(before)}` : '';
  return [
    `List price: about ${usd(price)} a month${now} (${price.source})`,
    ...price.items.map(
      ({ item, quantity, monthlyUsd }) =>
        `${item}, ${quantity}: ${monthlyUsd.toFixed(2)} USD`,
    ),
  ];
}

function usd(price: PriceEstimate): string {
  return `${price.monthlyUsd.toFixed(2)} ${price.currency}`;
}
