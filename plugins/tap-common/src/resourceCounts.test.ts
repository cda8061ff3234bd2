import { PlannedChange } from './plan';
import { resourceCounts } from './resourceCounts';

describe('resourceCounts', () => {
  it('counts by type, sorted', () => {
    const added = (resourceType: string): PlannedChange => ({
      action: 'add',
      logicalId: 'Some',
      resourceType,
      causes: [],
      effect: 'none',
    });
    expect(
      resourceCounts([
        added('AWS::RDS::DBInstance'),
        added('AWS::EC2::Subnet'),
        added('AWS::RDS::DBInstance'),
      ]),
    ).toEqual([
      { resourceType: 'AWS::EC2::Subnet', count: 1 },
      { resourceType: 'AWS::RDS::DBInstance', count: 2 },
    ]);
    expect(resourceCounts([])).toEqual([]);
  });
});
