/** A list of measurements in a configuration of the CloudWatch agent, inside a text or in JSON text. */
const MEASUREMENTS = /\\*"measurement\\*":\s*\[([^\]]*)\]/g;

/**
 * Number of custom metrics that the CloudWatch agent of an EC2 instance publishes, by the configuration in its start-up script: one
 * for each measurement
 * (https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch-Agent-Configuration-File-Details.html). A measurement
 * of several disks or processors is more than one metric.
 *
 * @param userData - property `UserData` of an `AWS::EC2::Instance`, with intrinsic functions
 */
export function agentMetrics(userData: unknown): number {
  return [...(JSON.stringify(userData) ?? '').matchAll(MEASUREMENTS)]
    .flatMap(([, names]) => names.split(','))
    .filter(name => name.trim() !== '').length;
}
