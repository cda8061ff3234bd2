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
    return `longer than expected (${roundedText(typicalSeconds)})`;
  }
  return seconds < MINUTE
    ? 'less than a minute remaining'
    : `about ${roundedText(seconds)} remaining`;
}

function roundedText(seconds: number): string {
  const [count, unit] =
    seconds < MINUTE
      ? [seconds, 'second']
      : [Math.round(seconds / MINUTE), 'minute'];
  return count === 1 ? `1 ${unit}` : `${count} ${unit}s`;
}
