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
  /**
   * As what a stack policy checks the change of a property whose replacement is conditional: as what the update turns out to
   * be, or as `Update:Replace` in every case.
   */
  conditionalReplacement: 'outcome' | 'replace';
  /**
   * Whether an update that only changes deletion policies and update-replace policies is an update. The troubleshooting guide
   * says that CloudFormation does not recognize it; change sets have a scope for each of both.
   */
  policyOnlyUpdate: 'update' | 'none';
}

/** The readings of a sandbox that starts. */
export const DEFAULT_READINGS: Readings = {
  onFailureDelete: 'rollback',
  snapshotsOfDeletedInstance: 'found',
  conditionalReplacement: 'outcome',
  policyOnlyUpdate: 'update',
};
