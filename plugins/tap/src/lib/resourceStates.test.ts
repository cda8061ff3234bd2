import { sampleEvent } from '../__testUtils__/samples';
import { firstFailure, resourcesByState } from './resourceStates';

describe('resourcesByState', () => {
  it('uses the newest event of each resource', () => {
    const states = resourcesByState([
      sampleEvent('Key', 'CREATE_IN_PROGRESS'),
      sampleEvent('Vpc', 'CREATE_IN_PROGRESS'),
      sampleEvent('Key', 'CREATE_COMPLETE'),
      sampleEvent('Database', 'CREATE_IN_PROGRESS'),
      sampleEvent('Bucket', 'CREATE_FAILED'),
    ]);
    const names = (state: keyof typeof states) =>
      states[state].map(({ logicalId }) => logicalId);
    expect(names('done')).toEqual(['Key']);
    expect(names('busy')).toEqual(['Database', 'Vpc']);
    expect(names('failed')).toEqual(['Bucket']);
  });

  it('omits the stack itself', () => {
    const { busy } = resourcesByState([
      sampleEvent('TapStack-orders-dev', 'CREATE_IN_PROGRESS', {
        resourceType: 'AWS::CloudFormation::Stack',
      }),
    ]);
    expect(busy).toEqual([]);
  });
});

describe('firstFailure', () => {
  it('is the cause, not one of the resources that were cancelled because of it', () => {
    const cause = sampleEvent('Database', 'CREATE_FAILED', {
      reason: 'work_mem is outside the valid range',
    });
    expect(
      firstFailure([
        sampleEvent('Key', 'CREATE_COMPLETE'),
        sampleEvent('Vpc', 'CREATE_FAILED', {
          reason: 'Resource creation cancelled',
        }),
        sampleEvent('Bucket', 'DELETE_FAILED', {
          reason: 'Resource deletion cancelled',
        }),
        cause,
      ]),
    ).toBe(cause);
  });

  it('is undefined if no resource has failed', () => {
    expect(firstFailure([sampleEvent('Key', 'CREATE_COMPLETE')])).toBe(
      undefined,
    );
  });
});
