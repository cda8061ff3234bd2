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
    lost: 'The database with all its data, its automated backups, the files in the bucket and the credentials are gone at once. The encryption key is destroyed after its waiting period; snapshots taken by hand become unreadable then.',
    kept: 'Nothing is kept. The KMS key is deleted after its 7-day waiting period.',
  },
  snapshot: {
    title: 'Keep one final snapshot',
    lost: 'The database, its automated backups, the files in the bucket and the credentials are gone at once.',
    kept: 'One final snapshot of the database, and the encryption key that reads it.',
  },
  retain: {
    title: 'Protect it',
    lost: 'Nothing: the portal refuses to tear the environment down until its retention has been changed, which needs a permission of its own.',
    kept: 'Everything: database, backups, key, bucket, credentials, logs and network.',
  },
};
