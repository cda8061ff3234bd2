import { causesOf } from './causesOf';

describe('causesOf', () => {
  it('names each property and attribute once, in order', () => {
    expect(
      causesOf({
        Details: [
          { Target: { Name: 'StorageType', Attribute: 'Properties' } },
          { Target: { Attribute: 'Metadata' } },
          { Target: { Name: 'StorageType', Attribute: 'Properties' } },
          { Target: { Name: 'AllocatedStorage', Attribute: 'Properties' } },
        ],
      }),
    ).toEqual(['AllocatedStorage', 'Metadata', 'StorageType']);
  });

  it('names nothing without details', () => {
    expect(causesOf({})).toEqual([]);
    expect(causesOf({ Details: [{}, { Target: {} }] })).toEqual([]);
  });
});
