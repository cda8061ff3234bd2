const MINUTE = 60;

/**
 * How much longer an operation takes, for example `about 12 minutes remaining`.
 *
 * @param typicalSeconds - that the operation typically takes; undefined if this is not known
 * @param elapsedSeconds - since its start
 * @returns undefined if nothing is known
 */
export function remainingText(
  typicalSeconds: number | undefined,
  elapsedSeconds: number,
): string | undefined {
  if (typicalSeconds === undefined) {
    return undefined;
  }
  const seconds = typicalSeconds - elapsedSeconds;
  if (seconds <= 0) {
    return `longer than expected (${minutes(typicalSeconds)})`;
  }
  return seconds < MINUTE
    ? 'less than a minute remaining'
    : `about ${minutes(seconds)} remaining`;
}

function minutes(seconds: number): string {
  const count = Math.max(1, Math.round(seconds / MINUTE));
  return count === 1 ? '1 minute' : `${count} minutes`;
}
