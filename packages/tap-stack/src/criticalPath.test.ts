import {
  allDependenciesOf,
  dependenciesOf,
  resourcesOf,
  SHAPES,
  templateOf,
} from './__testUtils__/shapes';

const NOT_NEEDED = [
  'AWS::CloudWatch::Alarm',
  'AWS::EC2::EIP',
  'AWS::EC2::FlowLog',
  'AWS::EC2::Instance',
  'AWS::EC2::InternetGateway',
  'AWS::EC2::NatGateway',
  'AWS::EC2::Route',
  'AWS::EC2::VPCEndpoint',
  'AWS::EC2::VPCGatewayAttachment',
  'AWS::IAM::InstanceProfile',
  'AWS::Lambda::Function',
  'AWS::S3::BucketPolicy',
  'AWS::SNS::Topic',
  'AWS::SQS::Queue',
  'AWS::SSM::Association',
  'AWS::SSM::Parameter',
  'Custom::CloseDefaultSecurityGroup',
  'Custom::EmptyBucket',
];

describe.each(SHAPES)('critical path of $size, $retention', shape => {
  const template = templateOf({ ...shape, alarmTopic: true });

  it('databases depend only on what they need', () => {
    for (const { id } of resourcesOf(template, 'AWS::RDS::DBInstance')) {
      const types = [...allDependenciesOf(template, id)].map(
        dependency => template.Resources[dependency].Type,
      );

      expect(types.filter(type => NOT_NEEDED.includes(type))).toEqual([]);
    }
  });

  it('only resources that need the database depend on it', () => {
    const waiting = Object.keys(template.Resources).filter(id =>
      dependenciesOf(template, id).has('DatabaseInstance'),
    );

    expect(
      waiting.filter(
        id =>
          !/^(AccessRoles|DatabaseAlarm\w+|ReadReplica\dInstance|SecretAttachment)$/.test(
            id,
          ),
      ),
    ).toEqual([]);
  });
});
