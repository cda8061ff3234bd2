import type { LifeReport } from './LifeReport';

/** The checks of an account, in the order in which they run. */
export const CHECKS = [
  'clock',
  'identity',
  'trust',
  'rights',
  'offers',
  'quotas',
  'prices',
] as const;

/** A check of an account. */
export type CheckName = (typeof CHECKS)[number];

/** What a check found out about one subject. */
export interface Finding {
  check: CheckName;
  /** For example the name of a role or a size. */
  subject: string;
  status: 'passed' | 'failed' | 'skipped';
  /** What was found, in words. */
  message: string;
  /** What to do; only if it failed. */
  remedy?: string;
}

/** The result of `./tap verify-account`. */
export interface AccountReport {
  target: string;
  accountId: string;
  region: string;
  /** ISO 8601. */
  startedAt: string;
  findings: Finding[];
  /** Only with `--deploy`. */
  life?: LifeReport;
}
