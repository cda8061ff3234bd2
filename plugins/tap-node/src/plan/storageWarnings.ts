import { StackTemplate } from '../stackModule';

/**
 * Warns where storage autoscaling reaches its end: RDS requires a maximum of at least 10% more than the allocated storage
 * (https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PIOPS.Autoscaling.html), so a change of a database that has grown so
 * far changes the maximum, although it was not requested.
 *
 * @param before - the template that is deployed
 * @param after - the template after the change, of the same size
 * @param primaryDatabase - logical ID of the primary
 * @param storageGiB - allocated storage of the primary
 */
export function storageWarnings(
  before: StackTemplate,
  after: StackTemplate,
  primaryDatabase: string,
  storageGiB: number | undefined,
): string[] {
  const [maximum, next] = [before, after].map(({ Resources = {} }) =>
    Number(Resources[primaryDatabase]?.Properties?.MaxAllocatedStorage),
  );
  if (Number.isNaN(maximum) || Number.isNaN(next) || maximum === next) {
    return [];
  }
  return [
    `The database has ${
      storageGiB ?? 'an unknown number of'
    } GiB of storage, and can grow to ${maximum} GiB. RDS requires at least 10% more than what it has, so the change sets the maximum to ${next} GiB. Request a larger size, or delete data that you no longer need, before the storage is full.`,
  ];
}
