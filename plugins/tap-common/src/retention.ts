/**
 * What happens to the data on teardown.
 *
 * @public
 */
export const RETENTIONS = ['destroy', 'snapshot', 'retain'] as const;

/** @public */
export type Retention = (typeof RETENTIONS)[number];

/**
 * What each retention means, for the form and the teardown dialog.
 *
 * @public
 */
export const RETENTION_TEXTS: Record<
  Retention,
  { title: string; lost: string; kept: string }
> = {
  destroy: {
    title: 'Destroy everything',
    lost: 'The database, its automated backups, the files in the bucket and the credentials are deleted immediately. Manual snapshots become unreadable when the KMS key is deleted.',
    kept: 'Nothing is kept. The KMS key is deleted after its 7-day waiting period.',
  },
  snapshot: {
    title: 'Keep one final snapshot',
    lost: 'The database, its automated backups, the files in the bucket and the credentials are deleted immediately.',
    kept: 'One final snapshot of the database, and the KMS key that encrypts it.',
  },
  retain: {
    title: 'Protect it',
    lost: 'Nothing. The environment cannot be torn down until its retention is changed, which requires a separate permission.',
    kept: 'Everything: database, backups, KMS key, bucket, credentials, logs and network.',
  },
};
