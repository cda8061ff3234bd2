import { updateRequirement } from './updateRequirement';

it.each([
  ['AWS::EC2::VPC', 'CidrBlock', 'replacement'],
  ['AWS::EC2::VPC', 'InstanceTenancy', 'conditional'],
  ['AWS::EC2::VPC', 'EnableDnsSupport', 'none'],
  ['AWS::IAM::Role', 'Path', 'replacement'],
  ['AWS::RDS::DBInstance', 'MultiAZ', 'conditional'],
  ['AWS::RDS::DBInstance', 'EngineLifecycleSupport', 'unsupported'],
  // Only some members of DnsOptions are create-only.
  ['AWS::EC2::VPCEndpoint', 'DnsOptions', 'conditional'],
  ['Custom::Housekeeping', 'ServiceToken', 'replacement'],
  ['Custom::Housekeeping', 'BucketName', 'none'],
  ['AWS::EC2::TransitGateway', 'Description', undefined],
  ['constructor', 'name', undefined],
])('a change of %s %s requires: %s', (type, property, requirement) => {
  expect(updateRequirement(type, property)).toBe(requirement);
});
