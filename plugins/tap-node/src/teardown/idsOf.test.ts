import { resource } from '../__testUtils__/teardownRuntime';
import { idsOf } from './idsOf';

describe('idsOf', () => {
  it('returns the physical IDs of one type, without resources that were not created', () => {
    const resources = [
      resource('AWS::EC2::VPC', 'vpc-1'),
      resource('AWS::EC2::Subnet', 'subnet-1'),
      resource('AWS::EC2::VPC', undefined),
    ];
    expect(idsOf(resources, 'AWS::EC2::VPC')).toEqual(['vpc-1']);
  });
});
