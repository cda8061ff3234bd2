/** Regions whose number of zones is not three. */
const ZONE_LETTERS: Record<string, string> = {
  'us-east-1': 'abcdef',
  'us-west-1': 'ac',
  'us-west-2': 'abcd',
  'ap-northeast-1': 'acd',
  'ap-northeast-2': 'abcd',
  'ca-central-1': 'abd',
};

/** The names of a region's availability zones, as a new account sees them. */
export function availabilityZones(region: string): string[] {
  return [...(ZONE_LETTERS[region] ?? 'abc')].map(
    letter => `${region}${letter}`,
  );
}

/**
 * The part of a zone ID that stands for the region: `ap-northeast-1` is `apne1`, as in `apne1-az3`.
 * https://docs.aws.amazon.com/ram/latest/userguide/working-with-az-ids.html
 */
export function regionCode(region: string): string {
  const [area, ...parts] = region.split('-');
  const initials = parts.map(part =>
    part.replace(/north|south|east|west|central|gov/g, ([first]) => first),
  );
  return [area, ...initials].join('');
}
