import { sampleEnvironment } from '@tap/plugin-tap-common/testUtils';
import { resourceArn } from './resourceArn';

describe('resourceArn', () => {
  const environment = sampleEnvironment();

  it.each([
    [
      'AWS::RDS::DBInstance',
      'tapstack-orders',
      'arn:aws:rds:eu-central-1:111122223333:db:tapstack-orders',
    ],
    [
      'AWS::EC2::Instance',
      'i-0123456789abcdef0',
      'arn:aws:ec2:eu-central-1:111122223333:instance/i-0123456789abcdef0',
    ],
    ['AWS::S3::Bucket', 'orders-bucket', 'arn:aws:s3:::orders-bucket'],
    ['AWS::IAM::Role', 'bastion', 'arn:aws:iam::111122223333:role/bastion'],
    [
      'AWS::SecretsManager::Secret',
      'arn:aws:secretsmanager:eu-central-1:111122223333:secret:a',
      'arn:aws:secretsmanager:eu-central-1:111122223333:secret:a',
    ],
    ['AWS::EC2::VPCGatewayAttachment', 'vpc-1|igw', undefined],
  ])('returns that of %s', (resourceType, physicalId, arn) => {
    expect(resourceArn({ resourceType, physicalId }, environment)).toBe(arn);
  });

  it('uses the partition of the stack', () => {
    const stackId = environment.stackId.replace('arn:aws:', 'arn:aws-cn:');
    expect(
      resourceArn(
        { resourceType: 'AWS::S3::Bucket', physicalId: 'b' },
        { ...environment, stackId },
      ),
    ).toBe('arn:aws-cn:s3:::b');
  });

  it('returns none for a resource that does not exist yet', () => {
    expect(
      resourceArn({ resourceType: 'AWS::S3::Bucket' }, environment),
    ).toBeUndefined();
  });
});
