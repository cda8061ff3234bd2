/** Groups of the resources of an environment, in the order of the page. */
export const RESOURCE_GROUPS = [
  'Database',
  'Credentials and encryption',
  'Storage',
  'Access',
  'Network',
  'Monitoring',
  'Other',
] as const;

/** Name of a group of resources. */
export type ResourceGroup = (typeof RESOURCE_GROUPS)[number];

const TYPES: Record<string, { title: string; group: ResourceGroup }> = {
  'AWS::RDS::DBInstance': { title: 'Database instance', group: 'Database' },
  'AWS::RDS::DBSnapshot': { title: 'Database snapshot', group: 'Database' },
  'AWS::RDS::DBParameterGroup': { title: 'Parameter group', group: 'Database' },
  'AWS::RDS::DBSubnetGroup': { title: 'Subnet group', group: 'Database' },
  'AWS::SecretsManager::Secret': {
    title: 'Secret',
    group: 'Credentials and encryption',
  },
  'AWS::SecretsManager::SecretTargetAttachment': {
    title: 'Secret attachment',
    group: 'Credentials and encryption',
  },
  'AWS::KMS::Key': {
    title: 'KMS key',
    group: 'Credentials and encryption',
  },
  'AWS::KMS::Alias': {
    title: 'Alias of the key',
    group: 'Credentials and encryption',
  },
  'AWS::S3::Bucket': { title: 'Bucket', group: 'Storage' },
  'AWS::S3::BucketPolicy': { title: 'Bucket policy', group: 'Storage' },
  'AWS::EC2::Instance': { title: 'Bastion', group: 'Access' },
  'AWS::IAM::InstanceProfile': { title: 'Instance profile', group: 'Access' },
  'AWS::IAM::Policy': { title: 'IAM policy', group: 'Access' },
  'AWS::IAM::Role': { title: 'IAM role', group: 'Access' },
  'AWS::EC2::SecurityGroup': { title: 'Security group', group: 'Network' },
  'AWS::EC2::SecurityGroupEgress': {
    title: 'Security group rule (egress)',
    group: 'Network',
  },
  'AWS::EC2::SecurityGroupIngress': {
    title: 'Security group rule (ingress)',
    group: 'Network',
  },
  'AWS::EC2::VPC': { title: 'VPC', group: 'Network' },
  'AWS::EC2::Subnet': { title: 'Subnet', group: 'Network' },
  'AWS::EC2::RouteTable': { title: 'Route table', group: 'Network' },
  'AWS::EC2::NatGateway': { title: 'NAT gateway', group: 'Network' },
  'AWS::EC2::EIP': { title: 'Public IP address', group: 'Network' },
  'AWS::EC2::InternetGateway': { title: 'Internet gateway', group: 'Network' },
  'AWS::EC2::VPCEndpoint': { title: 'VPC endpoint', group: 'Network' },
  'AWS::EC2::FlowLog': { title: 'Flow log', group: 'Monitoring' },
  'AWS::CloudWatch::Alarm': { title: 'Alarm', group: 'Monitoring' },
  'AWS::Logs::LogGroup': { title: 'Log group', group: 'Monitoring' },
  'AWS::RDS::EventSubscription': {
    title: 'Event subscription',
    group: 'Monitoring',
  },
  'AWS::SNS::Topic': { title: 'Topic', group: 'Monitoring' },
};

/** Title of a resource type; for an unlisted type, its name without `AWS::`. */
export function resourceTypeTitle(resourceType: string): string {
  return TYPES[resourceType]?.title ?? resourceType.replace(/^AWS::/, '');
}

/** Group of a resource type. Unlisted types of EC2 are parts of the network. */
export function resourceGroup(resourceType: string): ResourceGroup {
  return (
    TYPES[resourceType]?.group ??
    (resourceType.startsWith('AWS::EC2::') ? 'Network' : 'Other')
  );
}
