/**
 * What differs between the partitions of AWS in URLs that people open.
 *
 * @public
 */
export interface AwsPartition {
  /** Host of the AWS Management Console, without the region. */
  consoleHost: string;
  /** URL of the certificates of Amazon RDS for all regions of the partition. */
  certificatesUrl: string;
}

/**
 * By the beginning of the names of regions. Consoles: https://docs.amazonaws.cn/en_us/aws/latest/userguide/endpoints-Ningxia.html,
 * https://docs.aws.amazon.com/govcloud-us/latest/UserGuide/using-govcloud-endpoints.html. Certificates:
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.SSL.html,
 * https://docs.amazonaws.cn/en_us/AmazonRDS/latest/UserGuide/UsingWithRDS.SSL.html
 */
const PARTITIONS: Record<string, AwsPartition> = {
  'cn-': {
    consoleHost: 'console.amazonaws.cn',
    certificatesUrl:
      'https://rds-truststore.s3.cn-north-1.amazonaws.com.cn/global/global-bundle.pem',
  },
  'us-gov-': {
    consoleHost: 'console.amazonaws-us-gov.com',
    certificatesUrl:
      'https://truststore.pki.us-gov-west-1.rds.amazonaws.com/global/global-bundle.pem',
  },
};

const COMMERCIAL: AwsPartition = {
  consoleHost: 'console.aws.amazon.com',
  certificatesUrl:
    'https://truststore.pki.rds.amazonaws.com/global/global-bundle.pem',
};

/**
 * The partition of a region.
 *
 * @param region - such as `cn-north-1`
 * @public
 */
export function awsPartition(region: string): AwsPartition {
  const prefix = Object.keys(PARTITIONS).find(start =>
    region.startsWith(start),
  );
  return prefix ? PARTITIONS[prefix] : COMMERCIAL;
}
