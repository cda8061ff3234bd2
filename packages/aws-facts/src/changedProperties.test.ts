import { changedProperties } from './changedProperties';

const VPC = (cidr: string) => ({
  Type: 'AWS::EC2::VPC',
  Properties: { CidrBlock: cidr, Tags: [{ Key: 'Name', Value: 'a' }] },
});

it('reports each property that differs with what its change requires', () => {
  expect(
    changedProperties(
      {
        Resources: {
          Vpc: VPC('10.0.0.0/16'),
          Role: { Type: 'AWS::IAM::Role', Properties: { Description: 'a' } },
          Gone: { Type: 'AWS::SNS::Topic' },
        },
      },
      {
        Resources: {
          Vpc: VPC('10.1.0.0/16'),
          Role: { Type: 'AWS::IAM::Role', Properties: { Path: '/tap/' } },
          Added: { Type: 'AWS::SNS::Topic' },
        },
      },
    ).map(({ logicalId, property, requirement }) => [
      logicalId,
      property,
      requirement,
    ]),
  ).toEqual([
    ['Vpc', 'CidrBlock', 'replacement'],
    ['Role', 'Description', 'none'],
    ['Role', 'Path', 'replacement'],
  ]);
});

it('reports another resource type as a replacement', () => {
  expect(
    changedProperties(
      { Resources: { Queue: { Type: 'AWS::SQS::Queue' } } },
      { Resources: { Queue: { Type: 'AWS::SNS::Topic' } } },
    ),
  ).toMatchObject([{ property: 'Type', requirement: 'replacement' }]);
});

it('reports nothing for equal or empty templates', () => {
  const template = () => ({ Resources: { Vpc: VPC('10.0.0.0/16') } });
  expect(changedProperties(template(), template())).toEqual([]);
  expect(changedProperties({}, {})).toEqual([]);
});
