import { answeringClient } from '../__testUtils__/answeringClient';
import { AwsCaller } from './AwsCaller';
import { NetworkApi } from './NetworkApi';
import { RateBudget } from './RateBudget';

describe('NetworkApi', () => {
  it('reads from all pages', async () => {
    const { caller, inputsOf, lazy } = answeringClient({
      DescribeSubnets: ({ NextToken }) => ({
        Subnets: [{ SubnetId: NextToken ?? 'subnet-1' }],
        NextToken: NextToken ? undefined : 'subnet-2',
      }),
    });
    await expect(
      new NetworkApi(lazy, caller).subnets('vpc-id', ['vpc-1']),
    ).resolves.toEqual([{ SubnetId: 'subnet-1' }, { SubnetId: 'subnet-2' }]);
    expect(inputsOf('DescribeSubnets')[0].Filters).toEqual([
      { Name: 'vpc-id', Values: ['vpc-1'] },
    ]);
  });

  it('makes no call without values', async () => {
    const { caller, inputsOf, lazy } = answeringClient({});
    await expect(new NetworkApi(lazy, caller).vpcs([])).resolves.toEqual([]);
    expect(inputsOf('DescribeVpcs')).toEqual([]);
  });

  it('reads after the changes that are waiting, and before plans', async () => {
    const order: string[] = [];
    const { lazy } = answeringClient({
      DescribeVpcs: () => {
        order.push('network');
        return {};
      },
    });
    const budget = new RateBudget(1);
    await budget.take('mutation');
    const done = [
      budget.take('query').then(() => order.push('query')),
      new NetworkApi(lazy, new AwsCaller(budget, 'here')).vpcs(['vpc-1']),
      budget.take('mutation').then(() => order.push('mutation')),
    ];
    done.forEach(() => budget.putBack());
    await Promise.all(done);
    expect(order).toEqual(['mutation', 'network', 'query']);
    budget.stop();
  });
});
