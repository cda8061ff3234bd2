import { propertyProblems } from '@tap/aws-facts';
import {
  ALL_SHAPES,
  EXISTING_NETWORK,
  templateOf,
} from './__testUtils__/shapes';

describe('properties of the resources, by the schemas of AWS', () => {
  it.each([
    ...ALL_SHAPES,
    { size: 'large' as const, network: EXISTING_NETWORK },
    { size: 'micro' as const, egress: 'public-ip' as const },
  ])('sets all required ones, and none that only AWS sets: %j', shape => {
    const resources = Object.entries(templateOf(shape).Resources);
    expect(resources.length).toBeGreaterThan(20);
    for (const [id, { Type, Properties }] of resources) {
      expect([id, propertyProblems(Type, Properties ?? {})]).toEqual([
        id,
        { missing: [], readOnly: [] },
      ]);
    }
  });
});
