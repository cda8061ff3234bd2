import { ALL_SHAPES, templateOf } from './__testUtils__/shapes';

/** One line per resource, so that the snapshots are readable in a diff. */
function lines(section: Record<string, unknown>): string[] {
  return Object.entries(section).map(
    ([id, value]) => `${id}: ${JSON.stringify(value)}`,
  );
}

describe('template', () => {
  it.each(ALL_SHAPES)('of $size, $retention', shape => {
    const { Parameters, Resources, Outputs } = templateOf(shape);

    expect({
      Parameters: lines(Parameters),
      Resources: lines(Resources),
      Outputs: lines(Outputs),
    }).toMatchSnapshot();
  });
});
