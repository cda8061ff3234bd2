import { storageWarnings } from './storageWarnings';

const template = (MaxAllocatedStorage?: number) => ({
  Resources: {
    Database: {
      Type: 'AWS::RDS::DBInstance',
      Properties: { AllocatedStorage: '190', MaxAllocatedStorage },
    },
  },
});

it('announces that the maximum of storage autoscaling changes', () => {
  expect(
    storageWarnings(template(200), template(209), 'Database', 190),
  ).toEqual([
    'The database has 190 GiB of storage, and can grow to 200 GiB. RDS requires at least 10% more than what it has, so the change sets the maximum to 209 GiB. Request a larger size, or delete data that you no longer need, before the storage is full.',
  ]);
});

it.each([
  [template(200), template(200)],
  [template(), template()],
  [{}, template(200)],
])('says nothing if it does not change', (before, after) => {
  expect(storageWarnings(before, after, 'Database', 190)).toEqual([]);
});
