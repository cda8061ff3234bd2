import { ResourceChange } from '@aws-sdk/client-cloudformation';
import { changedProperties, requiredBy } from './requiredBy';

type Detail = NonNullable<ResourceChange['Details']>[number];

const property = (Name: string, more: Partial<Detail> = {}): Detail => ({
  Target: { Attribute: 'Properties', Name },
  Evaluation: 'Static',
  ...more,
});
const ofDatabase = (Details: Detail[], more: Partial<ResourceChange> = {}) => ({
  Action: 'Modify' as const,
  ResourceType: 'AWS::RDS::DBInstance',
  Details,
  ...more,
});
const context = (Properties: object) => JSON.stringify({ Properties });

describe('changedProperties', () => {
  it('ignores details of no property', () => {
    const details = [
      { Evaluation: 'Static' as const },
      { Target: { Attribute: 'Tags' as const } },
      { Target: { Attribute: 'Properties' as const } },
      property('DBInstanceClass'),
    ];
    expect(
      changedProperties(ofDatabase(details)).map(({ name }) => name),
    ).toEqual(['DBInstanceClass']);
  });

  it('takes a conditional property as CloudFormation does where only one of its values is known', () => {
    const change = ofDatabase([property('MultiAZ')]);
    const known = context({ MultiAZ: true, Engine: 'postgres' });
    const none = { BeforeContext: undefined, AfterContext: undefined };
    for (const contexts of [
      none,
      { ...none, BeforeContext: known },
      { ...none, AfterContext: known },
    ]) {
      expect(changedProperties({ ...change, ...contexts })).toMatchObject([
        { requirement: 'conditional', isOpen: true },
      ]);
    }
  });
});

describe('requiredBy', () => {
  it('requires nothing for a conditional property whose values show that its condition does not apply', () => {
    const change = ofDatabase([property('MultiAZ')], {
      Replacement: 'Conditional',
      BeforeContext: context({ MultiAZ: false, Engine: 'postgres' }),
      AfterContext: context({ MultiAZ: true, Engine: 'postgres' }),
    });
    expect(requiredBy(change)).toBe('none');
  });
});
