import { PriceList } from './PriceList';

/**
 * Monthly list price of a resource that remains after a teardown.
 *
 * @param resourceType - CloudFormation's resource type, or `AWS::RDS::DBSnapshot`
 * @param storageGiB - allocated storage of the database of a snapshot; a snapshot is billed for at most this size
 * @param prices - of the region; undefined if they are not known
 * @returns US dollars; undefined if the price depends on use or is not known
 */
export function keptPrice(
  resourceType: string,
  storageGiB: number | undefined,
  prices: PriceList | undefined,
): number | undefined {
  switch (resourceType) {
    case 'AWS::RDS::DBSnapshot':
      return prices && storageGiB !== undefined
        ? cents(prices.usd('RDS:ChargedBackupUsage'), storageGiB)
        : undefined;
    case 'AWS::KMS::Key':
      return prices?.usd('KMS-Keys');
    case 'AWS::SecretsManager::Secret':
      return prices?.usd('AWSSecretsManager-Secrets');
    default:
      return undefined;
  }
}

function cents(usd: number | undefined, count: number): number | undefined {
  return usd === undefined ? undefined : Math.round(count * usd * 100) / 100;
}
