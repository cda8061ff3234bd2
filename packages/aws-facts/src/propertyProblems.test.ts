import { propertyProblems } from './propertyProblems';

describe('propertyProblems', () => {
  it('names the required properties that are not set', () => {
    expect(
      propertyProblems('AWS::Lambda::Permission', {
        FunctionName: 'f',
        Action: undefined,
      }),
    ).toEqual({ missing: ['Action', 'Principal'], readOnly: [] });
  });

  it('names the properties that only AWS sets', () => {
    expect(
      propertyProblems('AWS::SQS::Queue', { Arn: 'arn', QueueName: 'q' }),
    ).toEqual({ missing: [], readOnly: ['Arn'] });
  });

  it('lets a custom resource have any property, but requires its function', () => {
    expect(propertyProblems('Custom::Anything', { Id: '1' })).toEqual({
      missing: ['ServiceToken'],
      readOnly: [],
    });
  });

  it('finds nothing for a type without a schema', () => {
    expect(propertyProblems('AWS::CDK::Metadata', {})).toEqual({
      missing: [],
      readOnly: [],
    });
  });
});
