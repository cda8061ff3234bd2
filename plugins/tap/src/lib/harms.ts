import {
  EnvironmentPlan,
  findingText,
  OUTAGE_TEXTS,
  PlannedChange,
} from '@tap/plugin-tap-common';

/** Harm that an update does to its users or their data. */
export interface Harm {
  severity: 'danger' | 'warning';
  title: string;
  /** One sentence for each affected resource or protection. */
  texts: string[];
}

const DATABASE = 'AWS::RDS::DBInstance';

/**
 * The harm of a plan, the worst first: data that is lost, changes that are rejected, removed databases, loosened protections,
 * possible replacements, restarts.
 */
export function harmsOf({ changes, findings }: EnvironmentPlan): Harm[] {
  const of = (
    isAffected: (change: PlannedChange) => boolean,
    text: (change: PlannedChange) => string,
  ) => changes.filter(isAffected).map(text);
  const harms: Harm[] = [
    {
      severity: 'danger',
      title: 'Data is lost',
      texts: of(
        ({ effect }) => effect === 'data-loss',
        change => `${nameOf(change)} loses its data${because(change)}.`,
      ),
    },
    {
      severity: 'danger',
      title: 'Not possible',
      texts: of(
        ({ effect }) => effect === 'rejected',
        change => `${nameOf(change)} cannot be changed${because(change)}.`,
      ),
    },
    {
      severity: 'danger',
      title: 'Database removed',
      texts: of(
        change => isRemovedDatabase(change),
        ({ logicalId }) =>
          `${logicalId} is removed. Connections to it end, and its endpoint no longer exists.`,
      ),
    },
    {
      severity: 'danger',
      title: 'Protection loosened',
      texts: findings.map(findingText),
    },
    {
      severity: 'warning',
      title: 'May be replaced',
      texts: of(isPossiblyReplaced, change =>
        sentences(`${nameOf(change)} may be replaced`, change.detail),
      ),
    },
    {
      severity: 'warning',
      title: 'Restarts',
      texts: of(
        ({ effect }) => effect === 'restart',
        change =>
          sentences(
            `${nameOf(change)} restarts`,
            change.outage && `It is ${OUTAGE_TEXTS[change.outage]}`,
            // CloudFormation does not say which of the properties cause the restart.
            change.causes.length > 0
              ? `Changed: ${change.causes.join(', ')}`
              : undefined,
            // The detail of a possible replacement is listed with it.
            isPossiblyReplaced(change) ? undefined : change.detail,
          ),
      ),
    },
  ];
  return harms.filter(({ texts }) => texts.length > 0);
}

/** Whether a change is in {@link harmsOf}. */
export function isHarmful(change: PlannedChange): boolean {
  return (
    change.effect !== 'none' ||
    isRemovedDatabase(change) ||
    isPossiblyReplaced(change)
  );
}

function isRemovedDatabase(change: PlannedChange): boolean {
  return (
    change.action === 'remove' &&
    change.effect === 'none' &&
    change.resourceType === DATABASE
  );
}

/** For other resources than databases, a replacement interrupts nothing that the plan does not state otherwise. */
function isPossiblyReplaced({ action, resourceType }: PlannedChange): boolean {
  return action === 'may-replace' && resourceType === DATABASE;
}

function nameOf({ logicalId, resourceType }: PlannedChange): string {
  return resourceType === DATABASE
    ? logicalId
    : `${logicalId} (${resourceType})`;
}

function because({ causes }: PlannedChange): string {
  return causes.length > 0 ? `, because of ${causes.join(', ')}` : '';
}

function sentences(...texts: Array<string | undefined>): string {
  return texts.flatMap(text => (text ? [`${text}.`] : [])).join(' ');
}
