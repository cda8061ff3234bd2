const UNIT_SECONDS = { h: 3600, d: 86_400, w: 604_800 } as const;

/**
 * Rule for durations: a whole number of hours, days or weeks (`12h`, `7d`, `2w`), or the same in
 * ISO 8601 (`PT12H`, `P7D`, `P2W`).
 *
 * @public
 */
export const DURATION_PATTERN =
  '^(?:[1-9][0-9]{0,3}[hdw]|P[1-9][0-9]{0,3}[DW]|PT[1-9][0-9]{0,3}H)$';

/** The lifetime of an environment that does not expire. @public */
export const NEVER = 'never';

/** Rule for the lifetime in a request: a duration, or {@link NEVER}. @public */
export const LIFETIME_PATTERN = `^(?:${NEVER}|${DURATION_PATTERN.slice(
  1,
  -1,
)})$`;

/** Maximum duration of a request: 365 days, in seconds. @public */
export const MAX_DURATION_SECONDS = 365 * UNIT_SECONDS.d;

/**
 * Seconds of a duration.
 *
 * @param text - a duration that matches {@link DURATION_PATTERN}
 * @returns whole seconds, or undefined if the text is not a duration
 * @public
 */
export function durationSeconds(text: string): number | undefined {
  if (!new RegExp(DURATION_PATTERN).test(text)) {
    return undefined;
  }
  const [, amount, unit] = /([0-9]+)([a-z])$/i.exec(text)!;
  return (
    Number(amount) *
    UNIT_SECONDS[unit.toLowerCase() as keyof typeof UNIT_SECONDS]
  );
}
