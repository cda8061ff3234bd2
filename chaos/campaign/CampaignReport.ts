/** The result of a campaign, written as JSON with these keys. */
export interface CampaignReport {
  lifecycles: number;
  /** Number of kills of the back end. */
  kills: number;
  /** Number of hits per kind of fault. */
  faults: Record<string, number>;
  /** Number of tasks that the scaffolder's worker overlooked until the next task. */
  overlookedTasks: number;
  /** Stacks or operations that were created twice for one request. */
  duplicates: number;
  /** Stacks, physical objects and database processes without an entity or a request. */
  orphans: number;
  /** Requests whose outcome differs from the requested one without an error or a notification. */
  wrongOutcomes: number;
  /** Entities that differ from the actual state. */
  disagreements: number;
}

/** A report and the descriptions of its findings. */
export interface CampaignResult {
  report: CampaignReport;
  findings: string[];
}

/** Minimum number of faults for a campaign: 200 for 100 lifecycles. */
export function faultsWanted(lifecycles: number): number {
  return 2 * lifecycles;
}

/** Whether all targets are met. */
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
