import { pricingRegion } from '../../src/prices/pricingRegion';
import type { Check } from './VerifiedAccount';

/** Checks that the portal can read the AWS Price List. */
export const checkPrices: Check = async ({ runtime, target }) => {
  const finding = { check: 'prices', subject: target.region } as const;
  const shipped = 'plans use the prices that TAP ships';
  if (pricingRegion(target.region) === undefined) {
    return [
      {
        ...finding,
        status: 'skipped',
        message: `The partition has no AWS Price List API; ${shipped}`,
      },
    ];
  }
  await runtime.prices.latest();
  return [
    runtime.prices.isLive
      ? {
          ...finding,
          status: 'passed',
          message: 'Plans use the prices of the AWS Price List',
        }
      : {
          ...finding,
          status: 'failed',
          message: `The AWS Price List was not read; ${shipped}`,
          remedy: `Allow pricing:GetProducts (docs/iam/portal-role.json), and connections to api.pricing.${pricingRegion(
            target.region,
          )}.amazonaws.com or serviceEndpoints.pricing.`,
        },
  ];
};
