import { EnvironmentPlan, PlannedChange } from '@tap/plugin-tap-common';
import { planText } from './planText';

const change = (facts: Partial<PlannedChange>): PlannedChange => ({
  action: 'add',
  logicalId: 'Database',
  resourceType: 'AWS::RDS::DBInstance',
  causes: [],
  effect: 'none',
  ...facts,
});

const plan = (facts: Partial<EnvironmentPlan>): EnvironmentPlan => ({
  ref: { suffix: 'orders-dev', target: 'sandbox' },
  operation: 'create',
  changes: [],
  price: undefined,
  warnings: [],
  findings: [],
  templateBytes: 36_718,
  ...facts,
});

const price = (monthlyUsd: number) => ({
  currency: 'USD' as const,
  monthlyUsd,
  items: [{ item: 'NAT gateway', quantity: '730 h', monthlyUsd: 37.96 }],
  source: 'AWS list price of 2026-11-01',
});

describe('planText', () => {
  it('counts the resources of a creation by type', () => {
    const subnet = change({ resourceType: 'AWS::EC2::Subnet' });
    expect(
      planText(
        plan({
          changes: [change({}), subnet, subnet],
          price: price(123.456),
          warnings: ['The sandbox makes no bastion'],
        }),
      ),
    ).toEqual([
      'Plan: create environment orders-dev on target sandbox with 3 resources (template of 36718 bytes)',
      'Warning: The sandbox makes no bastion',
      '2 × AWS::EC2::Subnet',
      '1 × AWS::RDS::DBInstance',
      'List price: about 123.46 USD a month (AWS list price of 2026-11-01)',
      'NAT gateway, 730 h: 37.96 USD',
    ]);
  });

  it('lists each change of an update with its cause and effect', () => {
    expect(
      planText(
        plan({
          operation: 'update',
          changes: [
            change({
              action: 'replace',
              effect: 'data-loss',
              causes: ['DBInstanceIdentifier'],
            }),
            change({
              action: 'modify',
              effect: 'restart',
              causes: ['DBInstanceClass'],
              detail: 'restarts for\nabout a minute',
            }),
          ],
          price: price(200),
          priceBefore: price(100),
        }),
      ).slice(0, 4),
    ).toEqual([
      'Plan: update environment orders-dev on target sandbox, 2 changes',
      'DATA LOSS: replace Database (AWS::RDS::DBInstance) because of DBInstanceIdentifier',
      'restart: change Database (AWS::RDS::DBInstance) because of DBInstanceClass; restarts for about a minute',
      'List price: about 200.00 USD a month, now 100.00 USD (AWS list price of 2026-11-01)',
    ]);
  });

  it('limits the number of lines', () => {
    const lines = planText(
      plan({ operation: 'update', changes: Array(500).fill(change({})) }),
    );
    expect(lines.length).toBeLessThan(70);
    expect(lines).toContain('… and 440 more changes');
  });

  it('says if there are no changes or no price', () => {
    expect(planText(plan({ operation: 'none' }))).toEqual([
      'Plan: no changes to environment orders-dev on target sandbox',
      'List price: unknown',
    ]);
  });
});
