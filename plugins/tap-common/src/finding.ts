/**
 * What to do about each condition that blocks an update or a teardown, or that an operation leaves behind, by code. Errors
 * and pages use the same advice.
 *
 * @public
 */
export const FINDING_ADVICE = {
  'other-portal': 'Tear it down where it was created.',
  retained:
    'Change its retention to snapshot or destroy first. This needs the permission tap.environment.release.',
  'was-retained':
    'Confirm that its data may be deleted (acknowledgeRetained: true).',
  'operation-in-progress':
    'Wait until the operation ends, or cancel its task, then try again.',
  'termination-protection':
    'Turn termination protection off in the CloudFormation console.',
  'deletion-protection':
    'Turn deletion protection off in the Amazon RDS console.',
  'no-final-snapshot':
    "Bring the database back to a state in which RDS can take a final snapshot, or change the retention to 'destroy'.",
  'external-replicas': 'Delete or promote them first.',
  'manual-snapshots':
    'Copy them with another KMS key, or confirm that they may be lost (acknowledgeLostSnapshots: true).',
  'external-interfaces': 'Delete or move them first.',
  'external-rules': 'Remove these rules first.',
  'external-security-groups': 'Delete them first.',
  'external-subnets': 'Delete them first.',
  'external-endpoints': 'Delete them first.',
  'resource-left': 'Delete it by hand.',
  'data-loss':
    'This would lose data: request a new environment and move the data.',
  replacement: 'Request a new environment and move the data.',
  'unsupported-change': 'Request a new environment and move the data.',
} as const;

/** Code of a finding, see {@link FINDING_ADVICE}. @public */
export type FindingCode = keyof typeof FINDING_ADVICE;

/**
 * One reason why an update or a teardown is rejected, or one resource that a failed or cancelled creation leaves. The error
 * contains all of them as `findings`, and so does the body of the HTTP response.
 *
 * @public
 */
export interface Finding {
  code: FindingCode;
  /** One sentence that names the resource or the condition. */
  text: string;
  /** The affected resource of the environment: its physical ID for a teardown, its logical ID for an update. */
  resource?: string;
  /** The property of the resource that an update cannot change. */
  property?: string;
}

/** A finding and its advice as text. @public */
export function findingText({ code, text }: Finding): string {
  return `${text} ${FINDING_ADVICE[code]}`;
}
