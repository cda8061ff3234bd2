import { pricingRegion } from './pricingRegion';

it.each([
  ['us-east-1', 'us-east-1'],
  ['sa-east-1', 'us-east-1'],
  ['eu-west-3', 'eu-central-1'],
  ['ap-southeast-2', 'ap-south-1'],
  ['us-gov-west-1', undefined],
  ['cn-north-1', undefined],
  ['us-isob-east-1', undefined],
  ['eu-isoe-west-1', undefined],
  ['eusc-de-east-1', undefined],
])('the prices of %s are served by %s', (region, expected) => {
  expect(pricingRegion(region)).toBe(expected);
});
