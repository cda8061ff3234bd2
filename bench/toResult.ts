import { Figure, FigureResult, Measurement, Target } from './Figure';

/** Judges the samples of a figure by its target. */
export function toResult(
  { name, unit, target }: Pick<Figure, 'name' | 'unit' | 'target'>,
  { ours, theirs }: Measurement,
): FigureResult {
  const mine = median(ours);
  const other = theirs && median(theirs);
  const ratio = other && ratioOf(target, mine, other);
  return {
    name,
    ours: rounded(mine),
    ...(other !== undefined && { theirs: rounded(other) }),
    ...(ratio !== undefined && { ratio: rounded(ratio) }),
    unit,
    samples: { ours: ours.length, theirs: theirs?.length ?? 0 },
    spread: { ours: range(ours), ...(theirs && { theirs: range(theirs) }) },
    target: describe(target, unit),
    met: isMet(target, mine, ratio),
  };
}

function ratioOf(target: Target, ours: number, theirs: number): number {
  return 'timesFaster' in target ? theirs / ours : ours / theirs;
}

function isMet(target: Target, ours: number, ratio?: number): boolean {
  if ('timesFaster' in target) {
    return ratio !== undefined && ratio >= target.timesFaster;
  }
  return 'atMostTimes' in target
    ? ratio !== undefined && ratio <= target.atMostTimes
    : ours <= target.atMost;
}

function describe(target: Target, unit: string): string {
  if ('timesFaster' in target) {
    return `≥ ${target.timesFaster}×`;
  }
  return 'atMostTimes' in target
    ? `≤ ${target.atMostTimes}×`
    : `≤ ${rounded(target.atMost)} ${unit}`;
}

function median(samples: number[]): number {
  const sorted = [...samples].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2
    ? sorted[middle]
    : (sorted[middle - 1] + sorted[middle]) / 2;
}

function range(samples: number[]): [number, number] {
  return [rounded(Math.min(...samples)), rounded(Math.max(...samples))];
}

/** Three significant digits. */
function rounded(value: number): number {
  return Number(value.toPrecision(3));
}
