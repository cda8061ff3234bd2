import { resolveRegion } from './resolveRegion';

describe('region', () => {
  const environment = {
    AWS_REGION: 'eu-west-1',
    CDK_DEFAULT_REGION: 'eu-west-2',
  };

  it('is taken from the props', () => {
    expect(resolveRegion('ca-central-1', environment)).toBe('ca-central-1');
  });

  it('is otherwise taken from AWS_REGION', () => {
    expect(resolveRegion(undefined, environment)).toBe('eu-west-1');
  });

  it('is otherwise taken from the CDK CLI', () => {
    expect(
      resolveRegion(undefined, { ...environment, AWS_REGION: undefined }),
    ).toBe('eu-west-2');
  });

  it('is otherwise taken from the file lib/AWS_REGION', () => {
    expect(resolveRegion(undefined, {})).toBe('us-east-1');
  });
});
