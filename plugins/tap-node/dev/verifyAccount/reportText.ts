import type { AccountReport, Finding } from './AccountReport';

const MARKS: Record<Finding['status'], string> = {
  passed: 'ok     ',
  failed: 'FAILED ',
  skipped: 'skipped',
};

/** A report for people: one line for each finding, and the remedy of each that failed. */
export function reportText({
  accountId,
  findings,
  life,
  region,
  target,
}: AccountReport): string {
  const failed = findings.filter(({ status }) => status === 'failed').length;
  return [
    `Target ${target}: account ${accountId}, ${region}`,
    ...findings.flatMap(({ check, message, remedy, status, subject }) => [
      `${MARKS[status]} ${check} (${subject}): ${message}`,
      ...(remedy ? [`        → ${remedy}`] : []),
    ]),
    `${findings.length - failed} of ${
      findings.length
    } findings are as expected`,
    ...(life
      ? [
          ...life.operations.map(
            ({ operation, seconds }) => `${operation}: ${seconds} s`,
          ),
          life.failure
            ? `FAILED  The life of the environment: ${life.failure}`
            : `${life.differences.length} differences from the sandbox`,
        ]
      : []),
    '',
  ].join('\n');
}
