import { awsPartition } from './awsPartition';

it.each([
  [
    'eu-central-1',
    'console.aws.amazon.com',
    'truststore.pki.rds.amazonaws.com',
  ],
  [
    'cn-north-1',
    'console.amazonaws.cn',
    'rds-truststore.s3.cn-north-1.amazonaws.com.cn',
  ],
  [
    'us-gov-west-1',
    'console.amazonaws-us-gov.com',
    'truststore.pki.us-gov-west-1.rds.amazonaws.com',
  ],
])('the partition of %s has the console %s', (region, consoleHost, host) => {
  const partition = awsPartition(region);
  expect(partition.consoleHost).toBe(consoleHost);
  expect(new URL(partition.certificatesUrl).host).toBe(host);
});
