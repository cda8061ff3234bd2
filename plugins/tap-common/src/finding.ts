import { z } from 'zod/v3';

/**
 * What to do about each condition that blocks an update or a teardown, that an operation leaves behind, or that an update
 * loosens, by code. Errors and pages use the same advice.
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
  'database-stopped':
    'Start the environment, and tear it down when its database is available.',
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
  'retention-loosened': 'Keep the retention if the data is still needed.',
  'deletion-protection-off':
    'Keep the retention if the database must not be deleted.',
  'backups-shortened':
    'Keep the number of days if you need to restore to an earlier time.',
  'standby-removed':
    'Keep the size if the database must survive the loss of an availability zone.',
} as const;

/** Code of a finding, see {@link FINDING_ADVICE}. @public */
export type FindingCode = keyof typeof FINDING_ADVICE;

/**
 * One reason why an update or a teardown is rejected, one resource that a failed or cancelled creation leaves, or one
 * protection that an update loosens. The error or the plan contains all of them as `findings`, and so does the body of the
 * HTTP response.
 *
 * @public
 */
export const findingSchema = z.object({
  code: z.enum(Object.keys(FINDING_ADVICE) as [FindingCode, ...FindingCode[]]),
  text: z
    .string()
    .describe('One sentence that names the resource or the condition'),
  resource: z
    .string()
    .optional()
    .describe(
      'The affected resource of the environment: its physical ID for a teardown, its logical ID for an update',
    ),
  property: z
    .string()
    .optional()
    .describe('The property of the resource that an update cannot change'),
});

/** One finding, see {@link findingSchema}. @public */
export type Finding = z.output<typeof findingSchema>;

/** A finding and its advice as text. @public */
export function findingText({ code, text }: Finding): string {
  return `${text} ${FINDING_ADVICE[code]}`;
}
