/**
 * What RDS does with a DB instance while an operation is in progress, and while it is stopped and started
 * (https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Overview.DBInstance.Status.html).
 */
const TEXTS: Record<string, string> = {
  available: 'Available; CloudFormation checks it',
  'backing-up': 'Taking a backup',
  'configuring-enhanced-monitoring': 'Configuring enhanced monitoring',
  'configuring-iam-database-auth': 'Configuring IAM authentication',
  'configuring-log-exports': 'Configuring the export of logs',
  creating: 'Creating the instance and its storage',
  deleting: 'Deleting the instance',
  maintenance: 'Applying maintenance',
  modifying: 'Applying the new settings',
  rebooting: 'Restarting',
  'resetting-master-credentials': 'Setting the password',
  starting: 'Starting',
  stopped: 'Stopped',
  stopping: 'Stopping',
  'storage-optimization': 'Optimizing the storage',
  upgrading: 'Upgrading PostgreSQL',
};

/**
 * The state of a DB instance in words.
 *
 * @param status - as RDS reports it; an unknown one is returned as it is
 */
export function databaseStateText(status: string): string {
  return TEXTS[status] ?? status;
}
