/** Partitions without the AWS Price List query API, by the start of their regions. */
const WITHOUT = /^(cn|us-gov|us-iso[a-z]*|eu-isoe|eusc)-/;

/**
 * The region whose endpoint of the AWS Price List query API serves a region. It exists in three regions, and each has the
 * prices of all: https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/using-price-list-query-api.html
 *
 * @returns undefined if there is none in the partition of the region
 */
export function pricingRegion(region: string): string | undefined {
  if (WITHOUT.test(region)) {
    return undefined;
  }
  if (region.startsWith('eu-')) {
    return 'eu-central-1';
  }
  return region.startsWith('ap-') ? 'ap-south-1' : 'us-east-1';
}
