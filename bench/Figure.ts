/** What was measured, in one run on one machine. */
export interface Measurement {
  /** Samples of TAP. */
  ours: number[];
  /** Samples of what a user would have instead; absent where the target is absolute. */
  theirs?: number[];
}

/** A limit of a figure. */
export type Target =
  /** How many times more theirs may be, at least: theirs / ours. */
  | { timesFaster: number }
  /** The largest part of theirs: ours / theirs. */
  | { atMostTimes: number }
  /** The largest value of ours, in the figure's unit. */
  | { atMost: number };

/** One line of the table. */
export interface Figure {
  name: string;
  /** What is compared, in words. */
  what: string;
  unit: string;
  target: Target;
  /** Takes the samples. Programs that it starts have ended when it returns. */
  measure(): Promise<Measurement>;
}

/** The result of a figure, as in the JSON file. */
export interface FigureResult {
  name: string;
  /** Median of the samples. */
  ours: number;
  theirs?: number;
  /** Absent without `theirs`. */
  ratio?: number;
  unit: string;
  samples: { ours: number; theirs: number };
  /** Smallest and largest sample. */
  spread: { ours: [number, number]; theirs?: [number, number] };
  target: string;
  met: boolean;
}
