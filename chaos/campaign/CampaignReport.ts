/** What a campaign found; written as JSON with exactly these keys. */
export interface CampaignReport {
  lifecycles: number;
  /** How often the back end was killed. */
  kills: number;
  /** How often each fault has hit, by kind. */
  faults: Record<string, number>;
  /** Stacks or operations that happened twice for one request. */
  duplicates: number;
  /** Stacks, physical objects and database processes that no entity and no request accounts for. */
  orphans: number;
  /** Requests whose wanted and real ends differ without a task or a notification having said so. */
  wrongOutcomes: number;
  /** Entities that disagree with the truth. */
  disagreements: number;
}

/** A report, and in words what each of its counts stands for. */
export interface CampaignResult {
  report: CampaignReport;
  findings: string[];
}

/** Faults that a campaign of this many lifecycles has to have had: 200 for 100. */
export function faultsWanted(lifecycles: number): number {
  return 2 * lifecycles;
}

/** Whether every target is met. */
export function meetsTargets(report: CampaignReport): boolean {
  const hits = Object.values(report.faults).reduce((sum, n) => sum + n, 0);
  return (
    hits >= faultsWanted(report.lifecycles) &&
    report.duplicates === 0 &&
    report.orphans === 0 &&
    report.wrongOutcomes === 0 &&
    report.disagreements === 0
  );
}
