import { operationToken } from './operationToken';

describe('operationToken', () => {
  const identity = {
    operation: 'deploy',
    target: 'sandbox',
    suffix: 'orders-dev',
    taskId: '0f2c',
    stepId: 'deploy',
    attempt: 1,
  };

  it('is the same for the same attempt', () => {
    expect(operationToken({ ...identity })).toBe(operationToken(identity));
  });

  it.each([
    { operation: 'teardown' },
    { target: 'staging' },
    { suffix: 'orders-test' },
    { taskId: '0f2d' },
    { stepId: 'deploy-2' },
    { attempt: 2 },
  ])('is another for %p', change => {
    expect(operationToken({ ...identity, ...change })).not.toBe(
      operationToken(identity),
    );
  });

  it('is valid for CloudFormation with any step ID', () => {
    const token = operationToken({ ...identity, stepId: 'ä/"\n'.repeat(99) });
    expect(token).toMatch(/^[A-Za-z0-9][-A-Za-z0-9]{0,127}$/);
  });
});
