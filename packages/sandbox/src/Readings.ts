/**
 * How the sandbox reads what AWS does not document. Clients must work with every reading. Each can be changed while the
 * sandbox runs; BEHAVIOUR.md lists them as "source not found".
 *
 * @public
 */
export interface Readings {
  /**
   * Whether the deletion that OnFailure DELETE causes counts as a rollback of the creation, which deletes
   * `RetainExceptOnCreate` resources, or as an explicit deletion, which keeps them.
   */
  onFailureDelete: 'rollback' | 'deletion';
  /**
   * What DescribeDBSnapshots returns for the DBInstanceIdentifier of a deleted instance, which "must match the identifier of an
   * existing DBInstance": its snapshots, none, or DBInstanceNotFound.
   */
  snapshotsOfDeletedInstance: 'found' | 'none' | 'rejected';
}

/** The readings of a sandbox that starts. */
export const DEFAULT_READINGS: Readings = {
  onFailureDelete: 'rollback',
  snapshotsOfDeletedInstance: 'found',
};
